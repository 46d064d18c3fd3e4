"""Make, change and remove items."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json, JsonObject
from apiyard.mock.sandbox.birth import Sent, stamp
from apiyard.mock.sandbox.conditions import check_unchanged
from apiyard.mock.sandbox.examples import held
from apiyard.mock.sandbox.house import ID, taken_by
from apiyard.mock.sandbox.patch import PatchError, UnmetTestError, equal, json_patch, merge_patch
from apiyard.mock.sandbox.select import select
from apiyard.mock.sandbox.store import Record, is_within
from apiyard.mock.sandbox.visit import Outcome, StateError, UnclearError, Visit, text_of, with_defaults
from apiyard.mock.sandbox.whereabouts import with_links
from apiyard.mock.sandbox.words import joined
from apiyard.spec import media

_NAMES = frozenset({"id", "uuid", "gid", "guid", "uid"})
_MOST_AT_ONCE = 1_000


def create(visit: Visit) -> Outcome:
    """Make an item, or several when the body is a list of them.

    Args:
        visit: the call.

    Returns:
        The item as it was made.

    Raises:
        StateError: an item with this id is there, and the contract can say so; or what it shall be in is not.
        UnfitError: no conforming item was found.
    """
    visit.check_parents()
    rows = _sent_items(visit)
    records: list[Record] = []
    for row in rows:
        records.append(_made(visit, row, records))

    def commit() -> None:
        for record in records:
            visit.keep(record)()

    several = len(records) != 1 or (visit.role.told is not None and visit.role.told.many)
    value: Json = [each.item for each in records] if several else records[0].item
    return Outcome(visit.role.status, value, records[0] if records else None, commit=commit, made=len(records) == 1)


def _sent_items(visit: Visit) -> list[JsonObject]:
    body = visit.call.values.body
    if body is None:
        return [{}]
    rows = held(body, visit.role.given)
    if len(rows) > _MOST_AT_ONCE:
        raise UnclearError(f"a call makes at most {_MOST_AT_ONCE} items")
    return rows if rows or isinstance(body, list) else [body if isinstance(body, Mapping) else {}]


def _made(visit: Visit, row: JsonObject, others: list[Record]) -> Record:
    """Make one item, with the id that was sent or a new one."""
    identity, house = visit.resource.identity, visit.house
    within = visit.within
    number = house.world.space(visit.consumer).seq + 1
    item = house.bear(visit.resource, sent_of(visit, row))
    seq = 0
    if identity and row.get(identity) is not None and item.get(identity) == row[identity]:
        same = (each for each in visit.shelf.named(identity, text_of(row[identity])) if is_within(each, within))
        before = next(same, None)
        if before is not None:
            if not before.shown and visit.role.operation.response(409) is not None:
                name = visit.resource.name
                raise StateError(f"{name} has an item {text_of(row[identity])!r} already", (409,), code="taken")
            seq = before.seq
    if not identity:
        within = {**within, ID: str(number)}
    return with_links(visit, Record(_identified(visit, item, row, others=others), within, seq))


def _identified(visit: Visit, item: JsonObject, sent: JsonObject, *, others: Sequence[Record] = ()) -> JsonObject:
    """Give an item with ids that neither the state nor others of the same call have."""
    is_another = taken_by(others)

    def is_taken(name: str, value: str) -> bool:
        return is_another(name, value) or visit.shelf.has(name, value)

    number = visit.house.world.space(visit.consumer).seq + 1
    return visit.house.identified(visit.resource, item, number, sent=sent, is_taken=is_taken)


def sent_of(visit: Visit, row: JsonObject) -> Sent:
    """Give what a call says of an item, with the defaults of what it could have said."""
    if visit.role.given is None:
        return Sent(row, within=visit.spoken())
    anatomist, schema = visit.house.fitter.anatomist, visit.role.given.schema
    return Sent(row, frozenset(anatomist.read(schema).members), anatomist.defaults(schema), visit.spoken())


def replace_item(visit: Visit) -> Outcome:
    """Put an item in the place of another; make it where the contract lets callers choose its id.

    Args:
        visit: the call.

    Returns:
        The item as it is now.

    Raises:
        StateError: there is none, or it is not as the caller knows it.
        UnfitError: no conforming item was found.
    """
    row = next(iter(_sent_items(visit)), {})
    record = _aimed(visit, row)
    if record is None:
        if not _chooses(visit):
            raise visit.missing(text_of(row.get(visit.role.member)))
        return _put_new(visit, row)
    check_unchanged(visit, record)
    sent = sent_of(visit, row)
    kept = {name: value for name, value in record.item.items() if name not in sent.declared}
    if visit.role.key and visit.role.member:  # the address names the item, whatever the body says
        kept[visit.role.member] = record.item[visit.role.member]
    kept |= _identity(visit, record.item)
    return _changed(visit, record, {**sent.defaults, **row, **kept}, statuses=(200, 204))


def _identity(visit: Visit, item: JsonObject) -> JsonObject:
    names = (visit.resource.identity, visit.role.member)
    return {name: item[name] for name in names if name and name in item and joined(name) in _NAMES}


def _chooses(visit: Visit) -> bool:
    """Say whether callers make items by naming them."""
    operation = visit.role.operation
    cannot_tell = not any(operation.response(status) for status in (404, 410, 400, 422))
    makes = "201" in operation.responses or not visit.resource.creatable or cannot_tell
    return makes and (visit.resource.single or bool(visit.role.key))


def _put_new(visit: Visit, row: JsonObject) -> Outcome:
    member, within = visit.role.member, visit.within
    named = {member: visit.call.values.path[visit.role.key]} if member else {}
    sent = sent_of(visit, {**row, **named})
    item = visit.house.bear(visit.resource, sent)
    if not member and visit.role.key:
        within = {**within, ID: visit.named}
    item = _identified(visit, item, {**row, **named})
    record = Record({**item, **{name: value for name, value in named.items() if name not in item}}, within)
    record = with_links(visit, record)
    status = 201 if "201" in visit.role.operation.responses else visit.role.status
    return Outcome(status, record.item, record, commit=visit.keep(record), made=status == 201)


def _aimed(visit: Visit, row: JsonObject) -> Record | None:
    """Find the item that the path names, or the body where the path names none."""
    if visit.role.key or visit.resource.single:
        return visit.look()
    value = row.get(visit.role.member)
    if value is None:
        raise UnclearError("the body does not say which item is meant")
    found = visit.shelf.named(visit.role.member, text_of(value))
    return next((each for each in found if is_within(each, visit.within)), None)


def change(visit: Visit) -> Outcome:
    """Change an item by a merge patch, or by a JSON patch where the body is one.

    Args:
        visit: the call.

    Returns:
        The item as it is now.

    Raises:
        StateError: there is none, it is not as the caller knows it, or the patch does not apply.
        UnfitError: no conforming item was found.
    """
    body = visit.call.values.body
    name = media.read(visit.call.request.header("content-type") or "").essence
    if name == "application/json-patch+json":
        record = visit.find()
        check_unchanged(visit, record)
        return _changed(visit, record, _patched(visit, record, body))
    rows = held(body, visit.role.given)
    row = rows[0] if rows else _from_query(visit)
    record_or_none = _aimed(visit, row)
    if record_or_none is None:
        raise visit.missing(text_of(row.get(visit.role.member)))
    check_unchanged(visit, record_or_none)
    merged = cast("JsonObject", merge_patch(record_or_none.item, row))
    item = {**merged, **_nulls(visit, row), **_identity(visit, record_or_none.item)}
    return _changed(visit, record_or_none, {**item, **_kept(visit, record_or_none.item, item)})


def _kept(visit: Visit, before: JsonObject, item: JsonObject) -> JsonObject:
    """Give what a patch cannot take away since only the service writes it.

    One that takes away what an item must have is refused: made anew, it would say what nobody sent. Where the contract
    itself says that a member may be sent as null, the service makes it anew.
    """
    anatomist = visit.house.fitter.anatomist
    schema, read = visit.resource.schema, anatomist.read
    if schema is None:
        return {}
    entry = visit.role.operation.request_body
    chosen = media.choose(entry.content, visit.call.request.header("content-type") or "") if entry is not None else None
    sent = chosen[1].schema if chosen is not None else None
    declared = read(sent).members if sent is not None else {}
    anatomy = read(schema)
    gone = [name for name in anatomy.required if name in before and name not in item and name not in declared]
    own = [name for name in gone if name in anatomy.members and anatomist.flagged(anatomy.members[name], "readOnly")]
    lost, refusals = [name for name in gone if name not in own], (422, 400, 409)
    if lost and any(visit.role.operation.response(status) is not None for status in refusals):
        raise StateError(f"an item must have {lost[0]}, so null cannot take it away", refusals, code="bad-patch")
    return {name: before[name] for name in own}


def _from_query(visit: Visit) -> JsonObject:
    """Give the members that a call without a body says in its query."""
    schema = visit.resource.schema
    members = visit.house.fitter.anatomist.read(schema).members if schema is not None else {}
    return {name: value for name, value in visit.call.values.query.items() if name in members}


def _nulls(visit: Visit, row: JsonObject) -> JsonObject:
    """Give the members that were sent as null and can be null: they stay there as that."""
    schema = visit.resource.schema
    members = visit.house.fitter.anatomist.read(schema).members if schema is not None else {}
    return {
        name: None for name, value in row.items() if value is None and name in members and members[name].is_valid(None)
    }


def _patched(visit: Visit, record: Record, patch: Json) -> JsonObject:
    schema = visit.resource.schema
    shown = visit.house.fitter.fit(schema, record.item) if schema is not None else record.item
    hidden = {name: value for name, value in record.item.items() if isinstance(shown, Mapping) and name not in shown}
    try:
        made = json_patch(shown, patch)
    except UnmetTestError as error:
        raise StateError(error.what, (409, 412, 422, 400), code=error.code) from error
    except PatchError as error:
        raise StateError(f"{error.what} ({error.where})", (422, 400, 409), code=error.code) from error
    wrong = schema.validate(made, direction="response") if schema is not None else []
    if wrong or not isinstance(made, Mapping):
        because = f"{wrong[0].pointer} {wrong[0].message}" if wrong else "it is no object"
        raise StateError(f"the patched item would break the contract: {because}", (422, 400, 409), code="bad-patch")
    for name, value in _identity(visit, record.item).items():
        if not equal(made.get(name), value):
            raise StateError(f"the patch may not change {name}", (422, 400, 409), code="bad-patch")
    return {**hidden, **made}


def _changed(visit: Visit, record: Record, item: JsonObject, *, statuses: tuple[int, ...] = ()) -> Outcome:
    """Keep an item as it is now, and give it."""
    made = dict(item)
    schema = visit.resource.schema
    if schema is not None:
        stamp(made, visit.house.fitter.anatomist.read(schema), now=visit.house.clock.now(), new=False)
        fitted = visit.house.fitter.fit(schema, made)
        made = {**made, **fitted} if isinstance(fitted, Mapping) else made
    changed = Record(made, record.within, record.seq)
    responses = visit.role.operation.responses
    status = next((each for each in statuses if str(each) in responses), visit.role.status)
    return Outcome(status, changed.item, changed, commit=visit.keep(changed))


def remove(visit: Visit) -> Outcome:
    """Remove an item, and what is within it.

    Args:
        visit: the call.

    Returns:
        Nothing, or what the contract says of a removed item.

    Raises:
        StateError: there is none, or it is not as the caller knows it.
    """
    record = visit.find()
    check_unchanged(visit, record)
    return Outcome(visit.role.status, {**record.item, "deleted": True}, record, commit=_dropping(visit, [record]))


def clear(visit: Visit) -> Outcome:
    """Remove all items that the parameters choose.

    Args:
        visit: the call.

    Returns:
        What is left.

    Raises:
        UnclearError: a parameter or a body chooses in a way that cannot be told.
        StateError: what they are in is not there.
    """
    visit.check_parents()
    query = with_defaults(visit)
    if visit.call.values.body is not None or any(name in query for name in visit.role.paging.ignored):
        raise UnclearError("which items are meant cannot be told")
    shelf = visit.shelf
    cut = select(shelf.inside(visit.within), visit.role.paging, query, identity=visit.resource.identity, gone={})
    return Outcome(visit.role.status, [], commit=_dropping(visit, list(cut.records)))


def _dropping(visit: Visit, records: list[Record]) -> Callable[[], None]:
    world = visit.house.world

    def commit() -> None:
        for record in records:
            if record.seq not in visit.shelf.records:  # it was always there and never changed
                kept = world.keep(visit.consumer, visit.key, record)
                world.forget(visit.consumer, visit.key, kept.seq)
                continue
            world.forget(visit.consumer, visit.key, record.seq)
            _drop_inner(visit, record)

    return commit


def _drop_inner(visit: Visit, record: Record) -> None:
    """Remove what was made within an item."""
    house = visit.house
    seen: set[tuple[str, str]] = set()
    for role in house.model.roles.values():
        for each in role.within:
            if each.parent != visit.resource.id or not each.member or (role.resource, each.name) in seen:
                continue
            seen.add((role.resource, each.name))
            key = house.key(house.model.resources[role.resource]) if role.resource in house.model.resources else ""
            shelf = house.world.space(visit.consumer).shelves.get(key)
            value = text_of(record.item.get(each.member))
            for inner in list(shelf.records.values()) if shelf is not None else ():
                if inner.within.get(joined(each.name)) == value:
                    house.world.forget(visit.consumer, key, inner.seq)


def act(visit: Visit) -> Outcome:
    """Do what a word below an item says, such as ``cancel``: set the state it leads to, and what was sent.

    Args:
        visit: the call.

    Returns:
        The item as it is now.

    Raises:
        StateError: there is none, or it is so already and the contract has 409 for that.
    """
    record = visit.find()
    check_unchanged(visit, record)
    effect = visit.role.effect
    rows = held(visit.call.values.body, visit.role.given)
    schema = visit.resource.schema
    members = visit.house.fitter.anatomist.read(schema).members if schema is not None else {}
    row = {name: value for name, value in (rows[0] if rows else {}).items() if name in members}
    is_so = all(equal(record.item.get(name), value) for name, value in effect.items())
    if effect and is_so and "409" in visit.role.operation.responses:
        states = ", ".join(f"{name} is {value}" for name, value in effect.items())
        raise StateError(f"the item is so already: {states}", (409,), code="already-so")
    if not effect and not row:
        return Outcome(visit.role.status, record.item, record)
    merged = cast("JsonObject", merge_patch(record.item, row))
    try:
        return _changed(visit, record, {**merged, **effect, **_identity(visit, record.item)})
    except ApiyardError:
        return Outcome(visit.role.status, record.item, record)
