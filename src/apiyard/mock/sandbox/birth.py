"""Make new items: what was sent, what the contract says of the rest, ids and times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass, field
from apiyard.mock.sandbox.anatomy import Anatomy, given_default
from apiyard.mock.sandbox.fit import Fitter
from apiyard.mock.sandbox.resource import Resource
from apiyard.mock.sandbox.store import linked_member
from apiyard.mock.sandbox.words import joined, pieces, word_set
from apiyard.spec.coerce import parts, types
from apiyard.spec.schema import Schema

_MADE = word_set(
    "created createdat createdon createdate creationdate createdtime creationtime datecreated dateadded "
    "addedat insertedat timecreated createtime createddate registered registeredat joinedat submittedat "
    "orderedat placedat openedat startedat pushedat"
)
_CHANGED = word_set(
    "updated updatedat updatedon modified modifiedat modifiedon lastmodified lastmodifiedat lastupdated "
    "lastupdatedat dateupdated datemodified changedat updatetime lastupdate updateddate modifieddate"
)
_VERSIONS = frozenset({"version", "revision", "rev", "etag"})
_COUNTS = frozenset({"count", "total"})


@dataclass(frozen=True, slots=True)
class Sent:
    """What a call says of a new item.

    Args:
        item: the members that were sent.
        declared: the names of members that can be sent.
        defaults: values of members that can be left out.
        within: by variable as written, what the item is in.
    """

    item: JsonObject = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    defaults: JsonObject = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)


def bear(
    resource: Resource, sent: Sent, fitter: Fitter, *, examples: Iterable[JsonObject], now: datetime
) -> JsonObject:
    """Make an item, all but its id.

    What was sent stands. What was not sent has its default, or is what the service makes: times, links to what it
    is in, states as in the contract's examples, counts of nothing.

    Args:
        resource: of what kind it is.
        sent: what a call says of it.
        fitter: fits it to the resource's schema.
        examples: items of the contract's examples, the best first.
        now: the time of day.

    Returns:
        The item; members that responses do not show are kept in it.

    Raises:
        UnfitError: no conforming item was found.
    """
    if resource.schema is None:
        return dict(sent.item)
    anatomy = fitter.anatomist.read(resource.schema)
    made: dict[str, Json] = {**sent.defaults, **sent.item}
    for variable, text in sent.within.items():
        _link(made, variable, text, anatomy=anatomy)
    stamp(made, anatomy, now=now, new=True)
    shown = next(iter(examples), {})
    defaults = fitter.anatomist.defaults(resource.schema)
    for name, schema in anatomy.members.items():
        if name in made:
            continue
        if name in defaults or _is_made(name, schema, anatomy, sent=sent, fitter=fitter, shown=shown):
            for value in _own(name, schema, shown, fitter=fitter):
                if schema.is_valid(value):
                    made[name] = value
                    break
    fitted = fitter.fit(resource.schema, made)
    if not isinstance(fitted, Mapping):
        return made
    hidden = {name: value for name, value in sent.item.items() if name not in fitted and _hides(name, anatomy, fitter)}
    ordered = {name: fitted[name] for name in anatomy.members if name in fitted}
    return {**ordered, **fitted, **hidden}


def _hides(name: str, anatomy: Anatomy, fitter: Fitter) -> bool:
    """Say whether a member is kept though no response shows it, as a password is."""
    schema = anatomy.members.get(name)
    return schema is None or fitter.anatomist.flagged(schema, "writeOnly")


def _is_made(name: str, schema: Schema, anatomy: Anatomy, *, sent: Sent, fitter: Fitter, shown: JsonObject) -> bool:
    """Say whether a member that was not sent is there all the same."""
    if name in anatomy.required or fitter.anatomist.flagged(schema, "readOnly"):
        return not fitter.anatomist.flagged(schema, "writeOnly")
    return name in shown and name not in sent.declared


def _own(name: str, schema: Schema, shown: JsonObject, *, fitter: Fitter) -> Iterable[Json]:
    """Give what a member that was not sent can be, the best first."""
    yield from given_default(schema)
    kinds = types(schema)
    words = pieces(name)
    if "null" in kinds and name not in shown:
        yield None
    if kinds & {"integer", "number"} and words and words[-1] in _COUNTS:
        yield 0
    if name in shown:
        yield shown[name]
    if kinds == {"boolean"}:
        yield False
    if kinds == {"array"}:
        yield []
    yield from _listed(schema)
    try:
        yield fitter.sample(schema)
    except ApiyardError:
        return


def _listed(schema: Schema) -> list[Json]:
    for part in parts(schema):
        listed = part.value.get("enum") if isinstance(part.value, dict) else None
        if isinstance(listed, list):
            return listed[:1]
    return []


def _link(made: dict[str, Json], name: str, value: str, *, anatomy: Anatomy) -> None:
    """Write what an item is within into the member that names it."""
    member = linked_member(name, anatomy.members)
    if member is None or member in made:
        return
    schema = anatomy.members[member]
    candidates: list[Json] = [value]
    if value.isascii() and value.isdecimal() and len(value) < 19:
        candidates.insert(0, int(value)) if "integer" in types(schema) else candidates.append(int(value))
    for candidate in (*candidates, *([each] for each in candidates)):
        if schema.is_valid(candidate) and not (isinstance(candidate, str) and "object" in types(schema)):
            made[member] = candidate
            return


def stamp(made: dict[str, Json], anatomy: Anatomy, *, now: datetime, new: bool) -> None:
    """Write the times at which an item was made and changed, and count its versions.

    Args:
        made: the item, which is changed.
        anatomy: its members.
        now: the time of day.
        new: whether it is made now; members that were sent stand then.
    """
    for name, schema in anatomy.members.items():
        word = joined(name)
        if word in (_CHANGED | _MADE if new else _CHANGED) and not (new and name in made):
            moment = next((value for value in _times(schema, now) if schema.is_valid(value)), None)
            if moment is not None:
                made[name] = moment
        elif word in _VERSIONS and types(schema) == {"integer"}:
            before = made.get(name)
            if not new and isinstance(before, int) and schema.is_valid(before + 1):
                made[name] = before + 1


def _times(schema: Schema, now: datetime) -> Iterable[Json]:
    """Give a time in the forms that a schema may mean."""
    formats = {part.value.get("format") for part in parts(schema) if isinstance(part.value, dict)}
    kinds = types(schema)
    moment = now.astimezone(UTC)
    if "date" in formats:
        yield moment.date().isoformat()
    if "string" in kinds or not kinds:
        if "date-time" in formats or not kinds or formats <= {None}:
            yield moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
        return
    if kinds & {"integer", "number"}:
        seconds = int(moment.timestamp())
        least = max((_bound(part.value) for part in parts(schema)), default=0)
        yield seconds * 1000 if least > seconds or "unix-ms" in formats else seconds


def _bound(value: Json) -> float:
    least = value.get("minimum") if isinstance(value, Mapping) else None
    return float(least) if isinstance(least, int | float) else 0
