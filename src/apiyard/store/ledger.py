"""The ledger: facts are appended and found, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import Connection, Select, func, insert, select

from apiyard.core.clock import Clock
from apiyard.core.digest import Digest
from apiyard.core.errors import InvalidInputError, NotFoundError
from apiyard.core.evidence import Evidence, EvidenceKind
from apiyard.core.noun import dataclass
from apiyard.store.engine import Database, read, write
from apiyard.store.fact import Fact, to_fact, to_row
from apiyard.store.schema import FACTS

MAX_FOUND = 10_000
"""The most facts that one search gives."""

USUALLY_FOUND = 200
"""The most facts that a search gives that does not say how many."""


class Wanted(TypedDict, total=False):
    """What a search asks for; what is left out or empty asks for nothing in particular.

    Args:
        kinds: any of these kinds.
        api: about this API.
        version: about this version.
        environment: about this environment.
        subject_kind: whose subject is of this kind.
        subject_id: whose subject has this id.
        digest: whose subject has this content.
        after: only numbers above it.
        before: only numbers below it, unless 0; with it one walks back from a fact.
        limit: at most this many, USUALLY_FOUND when left out, up to MAX_FOUND.
        newest_first: the order, True when left out; with ``after`` and False one walks through all of them.
        withdrawn: whether facts that a later one withdrew are given too, False when left out.
    """

    kinds: Sequence[EvidenceKind]
    api: str
    version: str
    environment: str
    subject_kind: str
    subject_id: str
    digest: Digest | None
    after: int
    before: int
    limit: int
    newest_first: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """Facts in a database.

    Args:
        database: where they are.
        clock: gives the time of facts that have none.
    """

    database: Database
    clock: Clock

    def append(self, *evidence: Evidence) -> tuple[Fact, ...]:
        """Append facts, all or none; when this returns they are on disk.

        Args:
            evidence: what is said, in order.

        Returns:
            The facts with their numbers.

        Raises:
            InvalidInputError: evidence outside the closed sets, or a withdrawal of nothing.
            ApiyardError: the store cannot be written.
        """
        if not evidence:
            return ()
        with write(self.database) as connection:
            return append_within(connection, evidence, self.clock.now())

    def find(self, **wanted: Unpack[Wanted]) -> tuple[Fact, ...]:
        """Find facts.

        Args:
            wanted: what they are like, see ``Wanted``.

        Returns:
            The facts.

        Raises:
            TypeError: a word that ``Wanted`` does not have.
        """
        if unknown := set(wanted) - set(Wanted.__annotations__):
            raise TypeError(f"find() got unexpected arguments {sorted(unknown)}")
        order = FACTS.c.seq.desc() if wanted.get("newest_first", True) else FACTS.c.seq.asc()
        limit = max(0, min(wanted.get("limit", USUALLY_FOUND), MAX_FOUND))
        with read(self.database) as connection:
            rows = connection.execute(_query(wanted).order_by(order).limit(limit)).mappings().all()
        return tuple(to_fact(dict(row)) for row in rows)

    def get(self, seq: int) -> Fact:
        """Give one fact, withdrawn or not.

        Args:
            seq: its number.

        Returns:
            The fact.

        Raises:
            NotFoundError: there is no such number.
        """
        with read(self.database) as connection:
            row = connection.execute(select(FACTS).where(FACTS.c.seq == seq)).mappings().one_or_none()
        if row is None:
            raise NotFoundError("no fact has this number", piece=str(seq))
        return to_fact(dict(row))

    def head(self) -> int:
        """Give the number of the newest fact, 0 when there is none; a cheap look for news."""
        with read(self.database) as connection:
            return _head(connection)


def append_within(connection: Connection, evidence: Sequence[Evidence], now: datetime) -> tuple[Fact, ...]:
    """Append facts within a writing transaction that somebody else commits.

    Args:
        connection: from ``engine.write``, so that the numbers are taken in turn.
        evidence: what is said, in order.
        now: the time of facts that have none.

    Returns:
        The facts with their numbers.

    Raises:
        InvalidInputError: evidence outside the closed sets, or a withdrawal of nothing.
    """
    if not evidence:
        return ()
    head = _head(connection)
    rows = [to_row(head + place, said, now) for place, said in enumerate(evidence, start=1)]
    _check_withdrawals(connection, [row["withdraws"] for row in rows if row["withdraws"] is not None], head)
    connection.execute(insert(FACTS), rows)
    return tuple(to_fact(row) for row in rows)


def _head(connection: Connection) -> int:
    return connection.scalar(select(func.coalesce(func.max(FACTS.c.seq), 0))) or 0


def _check_withdrawals(connection: Connection, withdrawn: Sequence[int], head: int) -> None:
    for seq in withdrawn:
        kind = connection.scalar(select(FACTS.c.kind).where(FACTS.c.seq == seq)) if 0 < seq <= head else None
        if kind is None:
            raise InvalidInputError("a fact that does not exist cannot be withdrawn", piece=str(seq))
        if kind == EvidenceKind.WITHDRAWN.value:
            raise InvalidInputError(
                "a withdrawal cannot be withdrawn", piece=str(seq), hint="append the first fact anew instead"
            )


def _query(wanted: Wanted) -> Select[tuple[Any, ...]]:
    query = select(FACTS).where(FACTS.c.seq > wanted.get("after", 0))
    if before := wanted.get("before", 0):
        query = query.where(FACTS.c.seq < before)
    if kinds := wanted.get("kinds"):
        query = query.where(FACTS.c.kind.in_([str(kind) for kind in kinds]))
    exact = {
        "api": wanted.get("api"),
        "version": wanted.get("version"),
        "environment": wanted.get("environment"),
        "subject_kind": wanted.get("subject_kind"),
        "subject_id": wanted.get("subject_id"),
        "subject_digest": wanted.get("digest"),
    }
    for column, value in exact.items():
        if value:
            query = query.where(FACTS.c[column] == str(value))
    if wanted.get("withdrawn", False):
        return query
    later = FACTS.alias("later")
    return query.where(~select(later.c.seq).where(later.c.withdraws == FACTS.c.seq).exists())
