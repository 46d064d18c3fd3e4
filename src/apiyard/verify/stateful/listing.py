"""What a service owes in its lists: what was made is in them, what was removed is not, and each thing is there once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.spec.composing.wish import Name, Wish
from apiyard.spec.exchange import Reply
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.schema import Schema
from apiyard.spec.style import MISSING
from apiyard.verify.draft import drafts, schema_of
from apiyard.verify.failure import Trouble
from apiyard.verify.planning.fixture import pinned
from apiyard.verify.stateful.compare import same
from apiyard.verify.stateful.naming import words
from apiyard.verify.stateful.owed import good_schema
from apiyard.verify.stateful.pages import Walk, Walker
from apiyard.verify.stateful.paging import paging_of
from apiyard.verify.stateful.reading import body_of, rows_of
from apiyard.verify.stateful.resource import Resource
from apiyard.verify.stateful.thing import Thing
from apiyard.verify.stateful.world import WAITS, World

_MOST_MADE = 5
_ORDER = frozenset({"sort", "order", "direction", "dir", "ordering"})


def look_at_list(world: World, resource: Resource, parent: Thing | None) -> Walk | None:
    """Walk a list with the longest pages; all that the sequence made is in it, and nothing that it removed.

    Args:
        world: what the sequence knows.
        resource: the sort of things.
        parent: the thing they are in; None at the top.

    Returns:
        What was seen; None when there is no list.
    """
    walker = _walker(world, resource, parent)
    return (
        _surely(world, walker, lambda walk: _owed_by_list(world, resource, parent, walk=walk, given=walker.given))
        if walker
        else None
    )


def look_at_pages(world: World, resource: Resource, parent: Thing | None) -> None:
    """Walk a list by small pages: they hold the same things as the long ones, each once.

    Args:
        world: what the sequence knows.
        resource: the sort of things.
        parent: the thing they are in; None at the top.
    """
    walker = _walker(world, resource, parent)
    if walker is None or not (walker.paging.goes_on or walker.paging.limit is not None):
        return
    whole: list[Walk] = []

    def owed(walk: Walk) -> Iterator[Trouble]:
        again = walker.walk() if walker.paging.limit is not None else None
        whole[:] = [again] if again is not None else []
        yield from _owed_by_pages(walk, again)

    size = walker.paging.smallest()
    walk = walker.walk(size)
    if walk is None:
        return
    for wait in (*WAITS, None):
        troubles = list(owed(walk))
        if not troubles or walk.last is None:
            return
        if wait is None or known(world, walker.operation, troubles):
            _tell(world, walker.operation, walk, troubles=troubles)
            return
        world.play.pause(wait)
        walk = walker.walk(size) or walk


def look_at_filters(world: World, resource: Resource, parent: Thing | None) -> None:
    """Ask for things by what they look like, where a parameter has the name and the values of a member of theirs.

    Args:
        world: what the sequence knows.
        resource: the sort of things.
        parent: the thing they are in; None at the top.
    """
    walker = _walker(world, resource, parent)
    walk = walker.walk() if walker is not None else None
    if walker is None or walk is None:
        return
    for parameter in filters(walker.operation):
        if pinned(world.play.session.plan.fixtures, walker.operation, parameter) is not None:
            continue
        name, schema = parameter.name, schema_of(parameter)
        held = [row[name] for row in walk.rows if isinstance(row, Mapping) and isinstance(row.get(name), str | bool)]
        few = [each for each in (*_choices(schema), *held) if schema is not None and schema.is_valid(each)]
        # What never looks like a value of the member is a word of the filter's own, such as all or any.
        alike = [each for each in few if any(_is_like(each, other) for other in held)]
        value = next((each for each in alike if any(not same(each, other) for other in held)), None)
        if value is None:
            continue

        def owed(reply: Reply, name: str = name, value: Json = value) -> Iterator[Trouble]:
            rows = rows_of(body_of(reply), resource) if reply.status == 200 else None
            for row in rows[0] if rows is not None else ():
                if isinstance(row, Mapping) and name in row and not same(value, row[name]):
                    told = f"{name}={value} was asked for, and a thing with {row[name]!r} was given"
                    yield Trouble(
                        "filter-ignored", told, f"body {rows[1] if rows else ''}".rstrip(), f"all have {name}"
                    )
                    return

        wish = Wish(values={**walker.given, ("query", name): value}, drop_credentials=True)
        world.look(walker.operation, wish, walker.takes, owed=owed)


def _is_like(value: Json, shown: Json) -> bool:
    """Whether a value of a filter is one that a member may have: a text, or true and false, also as texts."""
    return isinstance(value, bool) is isinstance(shown, bool) or value in ("true", "false")


def _choices(schema: Schema | None) -> list[Json]:
    written: Any = schema.resolved().value if schema is not None else None
    listed = written.get("enum") if isinstance(written, dict) else None
    return listed if isinstance(listed, list) else [True, False]


def fill(world: World, resource: Resource, beside: Thing | None) -> None:
    """Make some things, so that a list has several pages."""
    for _ in range(_MOST_MADE - len([thing for thing in world.made(resource) if thing.state == "there"])):
        if world.create(resource, beside=beside) is None:
            return


def known(world: World, operation: Operation, troubles: list[Trouble]) -> bool:
    """Say whether all of this was told of an operation before."""
    told: set[tuple[str, str]] = world.play.session.learned.setdefault("stateful told", set())
    return {(operation.id, each.check) for each in troubles} <= told


def _walker(world: World, resource: Resource, parent: Thing | None) -> Walker | None:
    if resource.list is None:
        return None
    given, takes = (parent.given, parent.takes) if parent is not None else ({}, ())
    if parent is None and resource.parents:  # what is before it was made up
        given = next((thing.around for thing in world.made(resource) if thing.parent is None), {})
    walker = Walker(world.play, resource, resource.list, {**required(resource.list, given), **given}, takes)
    return walker if walker.is_whole else None


def required(operation: Operation, given: Mapping[Name, Json]) -> dict[Name, Json]:
    """Give values of required parameters that the contract shows, but for those that are known."""
    found = next(iter(drafts(operation, seed=0, given=given)), None)
    return dict(found.wish.values) if found is not None else {}


def _surely(world: World, walker: Walker, owed: Callable[[Walk], Iterator[Trouble]]) -> Walk | None:
    """Walk a list; what is wrong is looked at again a little later, before it is told."""
    walk = walker.walk()
    for wait in (*WAITS, None):
        troubles = list(owed(walk)) if walk is not None else []
        if walk is None or not troubles or walk.last is None:
            return walk
        if wait is None or known(world, walker.operation, troubles):
            _tell(world, walker.operation, walk, troubles=troubles)
            return walk
        world.play.pause(wait)
        walk = walker.walk()
    return walk


def _tell(world: World, operation: Operation, walk: Walk, *, troubles: list[Trouble]) -> None:
    """Ask for the last page again, and tell what is wrong with it."""
    told: set[tuple[str, str]] = world.play.session.learned.setdefault("stateful told", set())
    told |= {(operation.id, each.check) for each in troubles}
    if walk.last is not None:
        wish, takes = walk.last
        world.play.send(operation, wish, takes=takes, oracle=lambda exchange: troubles, lasting=False)


def _owed_by_list(
    world: World, resource: Resource, parent: Thing | None, *, walk: Walk, given: Mapping[Name, Json]
) -> Iterator[Trouble]:
    for thing in world.made(resource):
        here = thing.parent is parent and all(given.get(name) == value for name, value in thing.around.items())
        listed = walk.has(thing.id)
        told = f"{resource.name} {thing.id!r}"
        if here and thing.state == "there" and walk.lacks(thing.id) and not _filtered(world, thing):
            message = f"the new {told} is not in the list"
            yield Trouble("created-not-listed", message, "body", "what was made and can be read is in the list")
        if here and thing.state == "there" and thing.ours:
            yield from _owed_by_rows(thing, walk, told)
        if here and thing.state == "gone" and listed and (thing.confirmed or resource.read is None):
            message = f"the removed {told} is still in the list"
            yield Trouble("deleted-still-there", message, "body", "what is gone is in no list")
        elsewhere = thing.parent is not None and not any(
            each.id == thing.id and each.parent is parent for each in world.made(resource)
        )
        if not here and elsewhere and listed and resource.key:
            message = f"the {told} was made in another place, and is in this list"
            yield Trouble("changed-unasked", message, "body", "what is made in one place is not in another one")


def _owed_by_rows(thing: Thing, walk: Walk, told: str) -> Iterator[Trouble]:
    """Give what is wrong with the rows that show a thing: it is there once, and as it is shown alone."""
    at = [index for index, each in enumerate(walk.ids) if each is not None and same(each, thing.id)]
    if len(at) > 1 and walk.repeated is not None:
        yield Trouble("pages-repeat-one", f"the new {told} is in the list {len(at)} times", "body", "it was made once")
    # Where things cannot be read, the reply to the making shows them.
    list_, shows = thing.resource.list, thing.resource.read or thing.resource.create
    shown_once = thing.read or thing.resource.read is None
    if len(at) == 1 and shown_once and list_ is not None and shows is not None and shows_the_same(list_, shows):
        for name, expected in thing.expected.items():
            row = walk.rows[at[0]]
            shown = row.get(name, MISSING) if isinstance(row, Mapping) else MISSING
            # What is lost when the thing is read, too, was told there.
            kept = same(expected.value, thing.shown.get(name, MISSING))
            if shown is not MISSING and kept and not same(expected.value, shown):
                message = f"the list shows {name} of {told} as {shown!r}, and it is {expected.value!r}"
                yield Trouble(expected.check, message[:200], f"body {name}", "both replies have the same schema")


def shows_the_same(listing: Operation, reading: Operation) -> bool:
    """Say whether the contract promises the same of one thing in a list as of the thing alone."""
    schema, one = good_schema(listing), good_schema(reading)
    held = schema.resolved() if schema is not None else None
    written: Any = held.value if held is not None else None
    if held is None or one is None or not isinstance(written, Mapping):
        return False
    properties = written.get("properties")
    places = [held, *(held.at("properties", name) for name in properties or () if isinstance(properties, Mapping))]
    rows = [each.resolved().at("items") for each in places if each is not None]
    return any(each is not None and each.resolved().pointer == one.resolved().pointer for each in rows)


def _filtered(world: World, thing: Thing) -> bool:
    """Say whether a list may leave a thing out: it cannot be read either, or is shown when its like is asked for."""
    resource = thing.resource
    if resource.list is None or (resource.read is not None and not thing.read):
        return True
    if _asks_for_part(world, resource.list):
        return True
    for each in filters(resource.list):
        default = _default(each)
        if default is not None and not (each.name in thing.shown and same(default, thing.shown[each.name])):
            return True  # without a wish only a part is given, and whether the thing belongs to it is not known
    chosen = {
        ("query", each.name): thing.shown[each.name] for each in filters(resource.list) if each.name in thing.shown
    }
    if not chosen:
        return False
    walker = _walker(world, resource, thing.parent)
    if walker is None:
        return False
    walker.given = {**walker.given, **chosen}
    walk = walker.walk()
    return walk is None or not walk.lacks(thing.id)


def _asks_for_part(world: World, operation: Operation) -> bool:
    """Say whether a list is always asked for a part, so that whether a thing belongs to it is not known."""
    fixtures, limit = world.play.session.plan.fixtures, paging_of(operation).limit
    for each in operation.parameters:
        fixture = pinned(fixtures, operation, each) if each is not limit else None
        if each.location == "query" and (each.required or (fixture is not None and fixture.always)):
            return True
    return False


def _default(parameter: Parameter) -> Json:
    schema = schema_of(parameter)
    written: Any = schema.resolved().value if schema is not None else None
    return written.get("default") if isinstance(written, dict) else None


def filters(operation: Operation) -> Iterator[Parameter]:
    """Give the optional query parameters that choose by a few values."""
    for parameter in operation.parameters:
        schema = schema_of(parameter)
        written = schema.resolved().value if schema is not None else None
        few = isinstance(written, dict) and ("enum" in written or written.get("type") == "boolean")
        if parameter.location == "query" and not parameter.required and few and not _ORDER & {*words(parameter.name)}:
            yield parameter


def _owed_by_pages(walk: Walk, whole: Walk | None) -> Iterator[Trouble]:
    twice = walk.repeated
    if twice is not None:
        yield Trouble("pages-repeat-one", f"{twice!r} is on two pages", "body", "each thing is on one page")
        return
    if whole is None or not walk.ended or not whole.ended or None in whole.ids:
        return
    missed = [each for each in whole.ids if not walk.has(each)]
    if missed:
        told = f"{missed[0]!r} is on no page, and is in the list when it is asked for at once"
        yield Trouble("pages-miss-one", told, "body", "the pages together are the whole list")
    elif walk.total is not None and not same(walk.total, len(walk.ids)):
        told = f"the pages hold {len(walk.ids)} things, and {walk.total} are said to be there"
        yield Trouble("pages-miss-one", told, "body", "the pages together are the whole list")
