"""What a service owes after what happened: each function looks at one reply and gives what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from apiyard.core.json import Json
from apiyard.spec.coerce import names
from apiyard.spec.exchange import Reply
from apiyard.spec.operation import Operation
from apiyard.spec.schema import Schema
from apiyard.spec.style import MISSING
from apiyard.verify.failure import Trouble
from apiyard.verify.stateful.compare import aligned, differences, same
from apiyard.verify.stateful.naming import id_in, is_own
from apiyard.verify.stateful.reading import body_of, id_of
from apiyard.verify.stateful.resource import Resource
from apiyard.verify.stateful.thing import Expected, Thing

Owed: TypeAlias = Iterable[Trouble]

_GONE = frozenset({404, 410})
_ENDED = ("delet", "remov", "cancel", "archiv", "inactiv", "disab", "clos", "terminat", "void", "revok", "expire")


def owed_by_reading(operation: Operation, thing: Thing, reply: Reply) -> Iterator[Trouble]:
    """Give what is wrong with reading a thing: it is there with what was sent, or gone when it was removed.

    Args:
        operation: the operation that reads it.
        thing: what is known about the thing.
        reply: the reply.
    """
    if thing.state == "gone":
        if reply.status < 300 and not _ended(body_of(reply), thing):
            message = f"the removed {_single(thing)} is still there: it was answered {reply.status}"
            yield Trouble("deleted-still-there", message, "status", "404 or 410 once it is removed")
        return
    if thing.state != "there":
        return
    if reply.status in _GONE:
        if thing.ours:
            check = "changed-unasked" if thing.read else "created-not-readable"
            told = "is not there any more" if thing.read else "that was just made cannot be read"
            yield Trouble(
                check, f"the {_single(thing)} {told}: {reply.status}", "status", "it was made and not removed"
            )
        else:
            message = f"the {_single(thing)} that the list shows cannot be read: {reply.status}"
            yield Trouble("listed-not-readable", message, "status", "what a list names can be read")
        return
    if reply.status == 200:
        named = id_of(body_of(reply), thing.resource)
        if named is not None and named.pointer.rpartition("/")[2] == thing.called and not same(thing.id, named.value):
            told = f"{named.pointer} is {_cut(named.value)}, and {_cut(thing.id)} was asked for"
            check = "created-differs" if thing.ours else "listed-not-readable"
            yield Trouble(check, told, f"body {named.pointer}", "it was told by this member what to ask for")
        yield from owed_by_showing(operation, thing, reply)


def owed_by_showing(operation: Operation, thing: Thing, reply: Reply) -> Iterator[Trouble]:
    """Give the members of a thing that are shown otherwise than they should be, or are missing."""
    body = body_of(reply)
    sent = {name: each.value for name, each in thing.expected.items()}
    shown = aligned(sent, body)
    if shown is MISSING or not isinstance(shown, Mapping):
        return
    for pointer, value, there in differences(sent, shown):
        name = pointer.split("/")[1]
        told = f"{pointer} is {_cut(there)}, and should be {_cut(value)}"
        yield Trouble(thing.expected[name].check, told, f"body {pointer}", "nobody changed it")
    declared = declared_by(operation)
    for name, expected in thing.expected.items():
        lost = name not in shown and name in declared and not is_own(name)
        if lost and expected.value not in (None, "", [], {}, False):
            told = f"/{name} is missing, and should be {_cut(expected.value)}"
            yield Trouble(expected.check, told, f"body /{name}", "the reply has a member of this name")


def declared_by(operation: Operation) -> set[str]:
    """Give the names of members that a good reply of an operation has, as the contract declares them."""
    schema = good_schema(operation)
    found = names(schema)
    for name in tuple(found):
        inner = schema.resolved().at("properties", name) if schema is not None else None
        value = inner.resolved().value if inner is not None else None
        if isinstance(value, Mapping) and value.get("writeOnly") is True:
            found.discard(name)
    return found


def good_schema(operation: Operation) -> Schema | None:
    """Give the schema of the body of an operation's good reply, the lowest status first."""
    for status in sorted(operation.responses):
        if status.startswith("2"):
            for entry in operation.responses[status].content.values():
                if entry.schema is not None:
                    return entry.schema
    return None


def owed_by_making(operation: Operation, sent: Json, reply: Reply, *, resource: Resource) -> Iterator[Trouble]:
    """Give numbers, true and false that the reply to making or changing a thing shows otherwise than they were sent.

    What a service makes of a text it may say in this reply; a number is what it is.
    """
    body = body_of(reply)
    shown = aligned(sent, body)
    if shown is MISSING:
        return
    for pointer, value, there in differences(sent, shown):
        numbers = isinstance(value, bool | int | float) and isinstance(there, bool | int | float)
        if numbers and pointer.rpartition("/")[2] != _own_id(sent, resource):
            told = f"{pointer} is {_cut(there)}, and {_cut(value)} was sent"
            check = "created-differs" if operation.method == "post" else "update-lost"
            yield Trouble(check, told, f"body {pointer}", "what was sent is what is kept")


def owed_by_repeating(thing: Thing, before: Reply, reply: Reply, *, sent: Json) -> Iterator[Trouble]:
    """Give in what the same PUT shows another thing the second time (RFC 9110, section 9.2.2)."""
    if before.status >= 300 or reply.status >= 300:
        return
    bodies = body_of(before), body_of(reply)
    names = [id_of(each, thing.resource) for each in bodies]
    if names[0] is not None and names[1] is not None and not same(names[0].value, names[1].value):
        told = f"{names[0].value!r} was there after the first time, and {names[1].value!r} is after the second"
        yield Trouble("not-idempotent", told, f"body {names[1].pointer}", "PUT twice is PUT once")
    first, second = (aligned(sent, each) for each in bodies)
    if not isinstance(first, Mapping) or not isinstance(second, Mapping) or not isinstance(sent, Mapping):
        return
    for name in sent:
        if name in first and name in second and not is_own(name) and not same(first[name], second[name]):
            told = f"/{name} was {_cut(first[name])} after the first time, and is {_cut(second[name])} after the second"
            yield Trouble("not-idempotent", told, f"body /{name}", "PUT twice is PUT once")


def expected_after(sent: Json, shown: Json, check: str, *, resource: Resource) -> dict[str, Expected]:
    """Give what a thing should have after a request that the service took.

    Args:
        sent: the body of the request.
        shown: the body of the reply.
        check: the check that speaks when a thing has it not.
        resource: the sort of the thing; its id is the service's affair, also where it may be sent.

    Returns:
        The members that were sent; texts as the reply shows them, where a service may say what it makes of them.
    """
    if not isinstance(sent, Mapping):
        return {}
    own = aligned(sent, shown)
    told: Mapping[str, Json] = own if isinstance(own, Mapping) else {}
    found: dict[str, Expected] = {}
    for name, value in sent.items():
        if is_own(name) or name == _own_id(sent, resource):
            continue
        by_service = isinstance(value, str | list | Mapping) and name in told and type(told[name]) is type(value)
        found[name] = Expected(told[name] if by_service else value, check)
    return found


def _own_id(sent: Json, resource: Resource) -> str | None:
    return id_in(sent, resource) if isinstance(sent, Mapping) else None


def _ended(body: Json, thing: Thing) -> bool:
    """Say whether a thing that is still shown says itself that it is removed, or looks otherwise than before."""
    if not isinstance(body, Mapping):
        return False
    for name, value in body.items():
        text = f"{name} {value}" if isinstance(value, str | bool) else name
        known = thing.shown.get(name, MISSING)
        if any(word in text.lower() for word in _ENDED) and value not in (None, False) and not same(known, value):
            return True
    return False


def _single(thing: Thing) -> str:
    return f"{thing.resource.name} {_cut(thing.id)}"


def _cut(value: Json) -> str:
    text = repr(value) if not isinstance(value, bool) and value is not None else str(value).lower()
    return text if len(text) <= 60 else text[:57] + "..."
