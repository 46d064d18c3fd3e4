"""Seal the ledger: sign a checkpoint over the new facts, verify the chain, export it for an audit."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from apiyard.core.json import canonical
from apiyard.store.chain import GENESIS, ChainReport, Checkpoint, Expectations, Signer, check, link
from apiyard.store.engine import Database, read, write
from apiyard.store.fact import to_record
from apiyard.store.moment import to_micros
from apiyard.store.schema import CHECKPOINTS, FACTS

BATCH = 10_000
"""One checkpoint covers at most this many facts."""


def seal(database: Database, signer: Signer, now: datetime) -> Checkpoint | None:
    """Sign a checkpoint over the facts after the last one, at most BATCH of them.

    It takes the turn of writers, so every number below the newest one is already visible: a fact of a slower
    transaction cannot be skipped.

    Args:
        database: where the facts are.
        signer: holds the key.
        now: the time of the checkpoint, aware.

    Returns:
        The checkpoint; None when there is nothing new.

    Raises:
        ApiyardError: the store cannot be written, or the key cannot be used.
    """
    with write(database) as connection:
        last = _last(connection)
        root, first = (last.digest, last.last_seq + 1) if last else (GENESIS, 1)
        seq = first - 1
        query = select(FACTS.c.seq, FACTS.c.leaf).where(FACTS.c.seq >= first).order_by(FACTS.c.seq).limit(BATCH)
        for seq, leaf in connection.execute(query):  # noqa: B007 - the last number is used below
            root = link(root, leaf)
        if seq < first:
            return None
        checkpoint = _signed(
            signer,
            number=last.number + 1 if last else 1,
            first_seq=first,
            last_seq=seq,
            count=seq - first + 1,
            root=str(root),
            previous=str(last.digest if last else GENESIS),
            at=to_micros(now),
        )
        connection.execute(insert(CHECKPOINTS).values(asdict(checkpoint)))
    return checkpoint


def checkpoints(database: Database) -> tuple[Checkpoint, ...]:
    """Give all checkpoints in order.

    Args:
        database: where they are.
    """
    with read(database) as connection:
        return _all(connection)


def verify_chain(database: Database, expected: Expectations) -> ChainReport:
    """Read all facts and checkpoints and tell every place that is not as it was sealed.

    Args:
        database: where they are.
        expected: public keys, the remembered last checkpoint, the time.

    Returns:
        The report; memory does not grow with the ledger.

    Raises:
        ApiyardError: the store cannot be read.
    """
    with read(database) as connection:
        known = _all(connection)  # before the facts: a checkpoint never covers a fact that is not yet visible
        return check(_rows(connection), known, expected)


def export_chain(database: Database) -> Iterator[bytes]:
    """Give the ledger as JSON lines for an auditor: each fact's record with its digest, then the checkpoints.

    Args:
        database: where it is.

    Yields:
        Lines, each one canonical JSON (RFC 8785) and a newline.

    Raises:
        ApiyardError: the store cannot be read.
    """
    with read(database) as connection:
        known = _all(connection)
        for row in _rows(connection):
            yield canonical({"fact": to_record(row), "digest": row["leaf"]}) + b"\n"
        for checkpoint in known:
            yield canonical({"checkpoint": checkpoint.body, "signature": checkpoint.signature}) + b"\n"


def _signed(signer: Signer, **body: Any) -> Checkpoint:
    unsigned = Checkpoint(**body, key_id=signer.key_id, signature="")
    signature = base64.b64encode(signer.sign(unsigned.to_sign)).decode("ascii")
    return Checkpoint(**body, key_id=signer.key_id, signature=signature)


def _all(connection: Connection) -> tuple[Checkpoint, ...]:
    rows = connection.execute(select(CHECKPOINTS).order_by(CHECKPOINTS.c.number)).mappings()
    return tuple(Checkpoint(**dict(row)) for row in rows)


def _last(connection: Connection) -> Checkpoint | None:
    query = select(CHECKPOINTS).order_by(CHECKPOINTS.c.number.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Checkpoint(**dict(row))


def _rows(connection: Connection) -> Iterator[dict[str, Any]]:
    result = connection.execution_options(stream_results=True, yield_per=500).execute(
        select(FACTS).order_by(FACTS.c.seq)
    )
    for row in result.mappings():
        yield dict(row)
