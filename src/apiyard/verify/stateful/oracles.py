"""What is owed for requests that make, change or use a thing, as the run's session asks it."""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.core.json import Json
from apiyard.spec.exchange import Reply
from apiyard.spec.operation import Operation
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble
from apiyard.verify.session import Oracle
from apiyard.verify.stateful.compare import same
from apiyard.verify.stateful.owed import Owed, owed_by_making, owed_by_repeating
from apiyard.verify.stateful.reading import body_of, id_of
from apiyard.verify.stateful.resource import Resource
from apiyard.verify.stateful.thing import Thing


def of_making(
    made: Sequence[Thing], resource: Resource, operation: Operation, *, sent: Json, again: Thing | None
) -> Oracle:
    """Give what is owed for making a thing: what was sent, under an id of its own.

    Args:
        made: things of the sort that were made before.
        resource: the sort.
        operation: the operation that makes them.
        sent: the body of the request.
        again: the thing that the very same request made, where it says that it is meant once.
    """
    alive = [each.now() for each in made if each.state == "there"]

    def owed(exchange: Exchange) -> Owed:
        reply = exchange.reply
        if reply.status >= 300:
            return
        yield from owed_by_making(operation, sent, reply, resource=resource)
        named = id_of(body_of(reply), resource)
        if again is not None:
            if named is not None and not same(named.value, again.id):
                told = f"the same Idempotency-Key made {again.id!r} first, and {named.value!r} then"
                yield Trouble("not-idempotent", told, f"body {named.pointer}", "a key is for one thing")
            return
        asked = id_of(sent, resource)
        if asked is not None and named is not None and same(asked.value, named.value):
            return  # the id is the caller's, who may give one twice
        if reply.status == 201 and named is not None and any(same(each.id, named.value) for each in alive):
            told = f"the new {resource.name} has the id of one that was made before, {named.value!r}"
            yield Trouble("created-twice-the-same", told, f"body {named.pointer}", "201 says that a new one was made")

    return owed


def of_writing(thing: Thing, operation: Operation, sent: Json, *, before: Reply | None) -> Oracle:
    """Give what is owed for changing a thing.

    Args:
        thing: the thing.
        operation: PUT or PATCH on it.
        sent: the body of the request.
        before: the reply to the very same request just before; None when it is sent for the first time.
    """
    known = thing.now()

    def owed(exchange: Exchange) -> Owed:
        reply = exchange.reply
        if before is not None and operation.method == "put":
            yield from owed_by_repeating(known, before, reply, sent=sent)
        elif reply.status < 300 and operation.method != "put":
            yield from owed_by_making(operation, sent, reply, resource=thing.resource)
        if operation.method == "patch":
            yield from _used(known, reply)

    return owed


def of_using(thing: Thing) -> Oracle:
    """Give what is owed for doing something else with a thing: nothing, unless it was removed."""
    known = thing.now()
    return lambda exchange: _used(known, exchange.reply)


def _used(thing: Thing, reply: Reply) -> Owed:
    """Give that a removed thing can still be used; by PUT it may be made anew."""
    if thing.state == "gone" and thing.confirmed and reply.status < 300:
        told = f"the removed {thing.resource.name} {thing.id!r} can still be used: it was answered {reply.status}"
        yield Trouble("deleted-still-there", told, "status", "404 or 410 once it is removed")
