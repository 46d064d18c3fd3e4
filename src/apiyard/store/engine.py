"""The door to the database: connections, and transactions that read or write one at a time."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.noun import dataclass, field
from apiyard.store.trouble import from_os, translated

BUSY_SECONDS = 20
"""How long a writer waits for its turn before it says that the store is busy."""

TURN = 0x6170697961726401
"""The PostgreSQL advisory lock that gives writers their turn; migrations take the same one."""

# WAL: readers never wait for the writer. FULL: a commit returns after fsync of the log, so that an
# acknowledged fact survives a loss of power too, not only kill -9 (which NORMAL would survive).
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # INSERT OR REPLACE deletes too, and must meet the trigger
    "PRAGMA trusted_schema = OFF",
)


@dataclass(frozen=True, slots=True)
class Database:
    """An engine, and the turn of its writers.

    Args:
        engine: where connections come from.
        turn: on SQLite, lets the threads of this process write one after the other in order of arrival.
        shown: the URL without its password.
    """

    engine: Engine
    shown: str
    turn: threading.Lock | nullcontext[None] = field(default_factory=threading.Lock)

    @property
    def is_sqlite(self) -> bool:
        """Whether the engine is SQLite; PostgreSQL otherwise."""
        return self.engine.dialect.name == "sqlite"


def connect(url: str) -> Database:
    """Make the engine; no connection is opened yet.

    Args:
        url: ``sqlite:///PATH`` or ``postgresql+psycopg://USER@HOST/NAME``.

    Returns:
        The database.

    Raises:
        InvalidInputError: the URL is no database URL, or names a SQLite database without a file.
        UnknownNameError: neither SQLite nor PostgreSQL.
        ApiyardError: the folder of the SQLite file cannot be made.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise InvalidInputError("not a database URL", hint="write sqlite:///PATH or postgresql://HOST/NAME") from None
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return _sqlite(parsed)
    if backend == "postgresql":
        return _postgres(parsed)
    raise unknown("kind of database", backend, ("sqlite", "postgresql"))


def _sqlite(url: URL) -> Database:
    if not url.database or url.database == ":memory:" or url.query:
        raise InvalidInputError("a SQLite store needs a plain file", piece=str(url), hint="write sqlite:///PATH")
    path = Path(url.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # It holds people and hashes of passwords: made for its owner alone; SQLite's other files take its mode.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as failure:
        raise from_os(failure, str(url)) from failure
    engine = create_engine(url.set(drivername="sqlite+pysqlite"), pool_size=8, max_overflow=24)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, str(url))


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # this module says BEGIN itself, so that writers take their turn at once
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("apiyard_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres(url: URL) -> Database:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=8,
        max_overflow=24,
        isolation_level="READ COMMITTED",
        connect_args={
            "application_name": "apiyard",
            "connect_timeout": 10,
            "options": f"-c synchronous_commit=on -c lock_timeout={BUSY_SECONDS}s",
        },
    )
    return Database(engine, url.render_as_string(hide_password=True), nullcontext())


@contextmanager
def read(database: Database) -> Iterator[Connection]:
    """Open a reading transaction; it never waits for writers.

    Args:
        database: where to read.

    Yields:
        The connection.

    Raises:
        ApiyardError: see ``trouble.translated``.
    """
    with translated(database.shown), database.engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def write(database: Database) -> Iterator[Connection]:
    """Open a writing transaction, one at a time over all threads, processes and servers.

    The turn is held until the commit is done. So the order in which sequence numbers are taken is the order
    in which they become visible: no reader can see number 8 before number 7, and a checkpoint skips nothing.

    Args:
        database: where to write.

    Yields:
        The connection; leaving the block commits, an error rolls back.

    Raises:
        ApiyardError: see ``trouble.translated``.
    """
    with translated(database.shown), database.turn, database.engine.connect() as connection:
        connection.execution_options(apiyard_writes=True)
        with connection.begin():
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
            yield connection
