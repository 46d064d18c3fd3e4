"""Values that name things of other sorts: an order names its customer, so a customer is made or found first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from apiyard.core.json import Json
from apiyard.core.noun import replace
from apiyard.spec.coerce import names
from apiyard.spec.composing.wish import Name, Wish
from apiyard.spec.operation import Operation
from apiyard.verify.case import Taken
from apiyard.verify.draft import media_of
from apiyard.verify.stateful.naming import singular, words
from apiyard.verify.stateful.resource import Resource

if TYPE_CHECKING:
    from apiyard.verify.stateful.thing import Thing
    from apiyard.verify.stateful.world import World

_ENDS = ((), ("id",), ("key",), ("code",), ("uuid",))


def with_references(world: World, operation: Operation, wish: Wish) -> tuple[Wish, tuple[Taken, ...]] | None:
    """Give a request whose members name things that are there.

    Args:
        world: what the sequence knows; things that are asked for are found or made in it.
        operation: the operation.
        wish: the request.

    Returns:
        The request, and where its values came from; None when it names nothing of another sort.
    """
    values: dict[Name, Json] = {}
    body: dict[str, Json] = dict(wish.body) if isinstance(wish.body, Mapping) else {}
    named: dict[str, Json] = {}
    takes: list[Taken] = []
    for place, name, resource in _named(world, operation):
        thing = _thing(world, resource)
        if thing is None or not isinstance(thing.id, str | int):
            continue
        if place == "body":
            if name in body and not isinstance(body[name], str | int):
                continue
            named[name] = thing.id
        else:
            values[place, name] = thing.id
        takes += thing.takes[-1:]
        values.update({key: value for key, value in thing.around.items() if key not in wish.values})
    if not values and not named:
        return None
    whole: Json = {**body, **named} if named else wish.body
    return replace(wish, values={**wish.values, **values}, body=whole), tuple(takes)


def _named(world: World, operation: Operation) -> Iterator[tuple[str, str, Resource]]:
    """Give the places of a request that name things of other sorts, by their names."""
    own = next((each for each in world.resources if each.role(operation) is not None), None)
    beside = own.parents if own is not None else ()
    others = [each for each in world.resources if each is not own and each.key and each.parents in {(), beside}]
    chosen = media_of(operation)
    members = sorted(names(chosen[1].schema)) if chosen is not None and chosen[1].schema is not None else []
    places = [("body", name) for name in members]
    places += [(each.location, each.name) for each in operation.parameters if each.location in {"query", "header"}]
    if own is None:
        places += [("path", each.name) for each in operation.parameters if each.location == "path"]
    for place, name in places:
        for resource in others:
            if words(name) in {(*singular(words(resource.name)), *end) for end in _ENDS} | {words(resource.key)}:
                if words(name) != ("id",):
                    yield place, name, resource
                break


def _thing(world: World, resource: Resource) -> Thing | None:
    there = [thing for thing in world.made(resource) if thing.state == "there"]
    return there[0] if there else world.listed(resource) or world.create(resource, plainly=True)
