"""Intents: what should be; the only rows that change, by compare-and-set on a revision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from apiyard.core.clock import Clock
from apiyard.core.errors import ConflictError, InvalidInputError
from apiyard.core.evidence import Evidence
from apiyard.core.json import JsonObject, canonical
from apiyard.core.noun import dataclass
from apiyard.store.engine import Database, read, write
from apiyard.store.ledger import append_within
from apiyard.store.moment import from_micros, to_micros
from apiyard.store.schema import COUNTERS, INTENTS

ANY = -1
"""The expected revision of a change that is right whatever is there."""

NEW = 0
"""The expected revision of a change that makes something that must not exist yet."""

MAX_BODY = 8 * 1024 * 1024
"""The largest canonical body of an intent, in bytes."""

_COUNTER = "intents"


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that should be.

    Args:
        kind: the kind of thing, such as ``rollout``.
        id: its id within the kind.
        revision: the number of the commit that wrote it; it never comes again, not even after a deletion.
        body: what should be.
        at: when it was written, aware UTC.
    """

    kind: str
    id: str
    revision: int
    body: JsonObject
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One change to an intent.

    Args:
        kind: the kind of thing.
        id: its id.
        body: what should be from now on; None deletes it.
        expected: the revision it must have now; NEW: must not exist, ANY: whatever it is.
    """

    kind: str
    id: str
    body: JsonObject | None
    expected: int


@dataclass(frozen=True, slots=True)
class Intents:
    """Intents in a database.

    Args:
        database: where they are.
        clock: gives the time of changes.
    """

    database: Database
    clock: Clock

    def get(self, kind: str, id: str) -> Intent | None:
        """Give one intent, or None when there is none.

        Args:
            kind: the kind of thing.
            id: its id.
        """
        with read(self.database) as connection:
            row = connection.execute(select(INTENTS).where(_is(kind, id))).mappings().one_or_none()
        return None if row is None else _intent(dict(row))

    def list(self, kind: str, prefix: str = "") -> tuple[Intent, ...]:
        """Give all intents of a kind, ordered by id.

        Args:
            kind: the kind of thing.
            prefix: only ids that start with it.
        """
        query = select(INTENTS).where(INTENTS.c.kind == kind)
        if prefix:
            query = query.where(func.substr(INTENTS.c.id, 1, len(prefix)) == prefix)
        with read(self.database) as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(sorted((_intent(dict(row)) for row in rows), key=lambda intent: intent.id))

    def everything(self) -> tuple[Intent, ...]:
        """Give all intents as they are at one moment, ordered by kind and id."""
        with read(self.database) as connection:
            rows = connection.execute(select(INTENTS)).mappings().all()
        return tuple(sorted((_intent(dict(row)) for row in rows), key=lambda intent: (intent.kind, intent.id)))

    def commit(self, changes: Sequence[Change], evidence: Sequence[Evidence] = ()) -> tuple[Intent, ...]:
        """Make several changes and append the facts about them, all or nothing.

        Args:
            changes: at most one for each object.
            evidence: facts that are true if and only if the changes are made.

        Returns:
            The intents as they are now, in the order of the changes, without the deleted ones.

        Raises:
            ConflictError: an object has another revision than expected; it is named, and nothing was changed.
            InvalidInputError: two changes of one object, a body that is no JSON, or wrong evidence.
            ApiyardError: the store cannot be written.
        """
        _check(changes)
        now = self.clock.now()
        with write(self.database) as connection:
            revision = _next_revision(connection) if changes else 0
            written = [_apply(connection, change, revision=revision, now=now) for change in changes]
            append_within(connection, evidence, now)
        return tuple(intent for intent in written if intent is not None)

    def revision(self) -> int:
        """Give the number of the last commit that changed intents; a cheap look for changes."""
        with read(self.database) as connection:
            return connection.scalar(select(COUNTERS.c.value).where(COUNTERS.c.name == _COUNTER)) or 0


def _is(kind: str, id: str) -> Any:
    return (INTENTS.c.kind == kind) & (INTENTS.c.id == id)


def _intent(row: Mapping[str, Any]) -> Intent:
    return Intent(row["kind"], row["id"], row["revision"], json.loads(row["body"]), from_micros(row["at"]))


def _check(changes: Sequence[Change]) -> None:
    seen: set[tuple[str, str]] = set()
    for change in changes:
        where = f"{change.kind}/{change.id}"
        if (change.kind, change.id) in seen:
            raise InvalidInputError("two changes of one object in one commit", where=where)
        if not change.kind or not change.id or "\x00" in where or change.expected < ANY:
            raise InvalidInputError("not a change", where=repr(where), piece=str(change.expected))
        seen.add((change.kind, change.id))


def _next_revision(connection: Connection) -> int:
    step = update(COUNTERS).where(COUNTERS.c.name == _COUNTER).values(value=COUNTERS.c.value + 1)
    if connection.execute(step).rowcount == 0:
        connection.execute(insert(COUNTERS).values(name=_COUNTER, value=1))
    return connection.scalar(select(COUNTERS.c.value).where(COUNTERS.c.name == _COUNTER)) or 0


def _apply(connection: Connection, change: Change, *, revision: int, now: datetime) -> Intent | None:
    found = connection.scalar(select(INTENTS.c.revision).where(_is(change.kind, change.id)))
    if change.expected not in (ANY, found or 0):
        raise ConflictError(
            f"{change.kind} {change.id!r} was changed by somebody else",
            where=f"{change.kind}/{change.id}",
            piece=f"expected revision {change.expected}, found {found or 0}",
            hint="read it again and decide anew",
        )
    if change.body is None:
        connection.execute(delete(INTENTS).where(_is(change.kind, change.id)))
        return None
    row = {
        "kind": change.kind,
        "id": change.id,
        "revision": revision,
        "body": _body(change),
        "at": to_micros(now),
    }
    if found is None:
        connection.execute(insert(INTENTS).values(row))
    else:
        connection.execute(update(INTENTS).where(_is(change.kind, change.id)).values(row))
    return _intent(row)


def _body(change: Change) -> str:
    where = f"{change.kind}/{change.id}"
    try:
        data = canonical(change.body)
    except (TypeError, ValueError, RecursionError) as failure:
        raise InvalidInputError("the body of an intent is no JSON", where=where, piece=str(failure)) from failure
    if len(data) > MAX_BODY:
        raise InvalidInputError(f"the body of an intent takes {len(data)} bytes", where=where, hint=f"max {MAX_BODY}")
    return data.decode()
