"""Follow the links of a contract: each leads where it says (OpenAPI 3.1, Link Object)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.wish import Name, Wish
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply
from apiyard.spec.expression import Happened, value_of
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation
from apiyard.spec.style import MISSING
from apiyard.verify.case import Taken
from apiyard.verify.event import CaseJudged
from apiyard.verify.failure import Trouble
from apiyard.verify.stateful.naming import words
from apiyard.verify.stateful.owed import good_schema
from apiyard.verify.stateful.reading import body_of, id_of
from apiyard.verify.stateful.resource import Resource
from apiyard.verify.stateful.thing import Thing
from apiyard.verify.stateful.world import World

_PLACES = ("path", "query", "header", "cookie")
_RELATIVES = {"parent", "previous", "prev", "next", "owner", "original", "root", "first", "last", "related", "template"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a response.

    Args:
        name: its name.
        target: the operation that it leads to.
        parameters: what it says about the parameters, by name, perhaps with their place before it.
    """

    name: str
    target: Operation
    parameters: Mapping[str, Json]


def links_of(contract: Contract, operation: Operation, status: int) -> Iterator[Link]:
    """Give the links of an operation's response that lead to something to read."""
    response = operation.response(status)
    if response is None:
        return
    held: Any = pointers.get(contract.tree, response.pointer + "/links")
    by_id = {each.id: each for each in contract.operations}
    by_pointer = {each.pointer: each for each in contract.operations}
    for name, written in held.items() if isinstance(held, Mapping) else ():
        link, _ = contract.scope.resolve(written, "")
        if not isinstance(link, Mapping):
            continue
        reference = str(link.get("operationRef", "")).partition("#")[2]
        target = by_id.get(str(link.get("operationId"))) or by_pointer.get(pointers.from_fragment(reference))
        parameters = link.get("parameters")
        if target is not None and target.method == "get" and target is not operation:
            yield Link(name, target, parameters if isinstance(parameters, Mapping) else {})


def follow(world: World, operation: Operation, made: tuple[CaseJudged, int], *, thing: Thing | None = None) -> None:
    """Follow the links of a reply.

    Args:
        world: what the sequence knows.
        operation: the operation that was called.
        made: what was seen, and which step it was.
        thing: the thing that was made, when one was.
    """
    judged, step = made
    contract, reply = world.play.session.contract, judged.reply
    if reply is None:
        return
    happened = Happened(judged.case.request, values=check_request(contract, judged.case.request).values, reply=reply)
    for link in links_of(contract, operation, reply.status):
        values: dict[Name, Json] = {}
        takes = list(judged.case.takes)
        for name, meant in link.parameters.items():
            value = value_of(meant, happened)
            key = _key(link.target, name)
            if value is MISSING or value is None or key is None:
                break
            values[key] = value
            if isinstance(meant, str) and meant.startswith("$response.body#"):
                takes.append(Taken(step, meant.partition("#")[2], str(value)))
        else:
            if values:
                _followed(world, link, Wish(values=values, drop_credentials=True), takes=tuple(takes), thing=thing)


def _followed(world: World, link: Link, wish: Wish, *, takes: tuple[Taken, ...], thing: Thing | None) -> None:
    def owed(reply: Reply) -> Iterator[Trouble]:
        if reply.status in {404, 410}:
            told = f"the link {link.name} leads to {link.target.id}, which answered {reply.status}"
            yield Trouble("broken-link", told, "status", "a link leads to what is there")
        elif reply.status == 200 and thing is not None and _same_sort(thing.resource, link):
            named = id_of(body_of(reply), thing.resource)
            if named is not None and str(named.value) != str(thing.id):
                told = f"the link {link.name} of the new {thing.resource.name} {thing.id!r} leads to {named.value!r}"
                yield Trouble("broken-link", told, f"body {named.pointer}", "a link leads to what it is a link of")

    world.look(link.target, wish, takes, owed=owed)


def _same_sort(resource: Resource, link: Link) -> bool:
    """Say whether a link of a new thing leads to the thing itself by another operation than the one that reads it."""
    if resource.read is None or resource.read.id == link.target.id or resource.item in link.target.path:
        return False
    if _RELATIVES & {*words(link.name), *words(link.target.id)}:
        return False
    here, there = good_schema(resource.read), good_schema(link.target)
    return here is not None and there is not None and here.resolved().pointer == there.resolved().pointer


def _key(target: Operation, name: str) -> Name | None:
    place, dot, rest = name.partition(".")
    for parameter in target.parameters:
        if dot and place in _PLACES and (parameter.location, parameter.name) == (place, rest):
            return parameter.location, rest
        if parameter.name == name:
            return parameter.location, name
    return None
