"""Bring the tables to the shape that this program knows, once, however many start at the same time."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, insert, select

from apiyard.core.evidence import EvidenceKind
from apiyard.store import migrations
from apiyard.store.engine import Database, read, write
from apiyard.store.schema import FACT_KINDS
from apiyard.store.trouble import StoreError


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _is_current(connection: Connection, head: str | None) -> bool:
    if MigrationContext.configure(connection).get_current_revision() != head:
        return False
    return not _missing_kinds(connection)


def _missing_kinds(connection: Connection) -> list[str]:
    known = set(connection.scalars(select(FACT_KINDS.c.kind)))
    return [kind.value for kind in EvidenceKind if kind.value not in known]


def migrate(database: Database) -> None:
    """Run the migrations that the database has not seen, all in one transaction.

    Two programs that start at once take turns: SQLite by BEGIN IMMEDIATE, PostgreSQL by the advisory lock of
    writers. The second one finds nothing left to do.

    Args:
        database: the database, empty or made by this or an older apiyard.

    Raises:
        StoreError: a newer apiyard made it.
        ApiyardError: it cannot be reached or written.
    """
    config = _config()
    head = ScriptDirectory.from_config(config).get_current_head()
    with read(database) as connection:
        if _is_current(connection, head):
            return
    with write(database) as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as failure:
            raise StoreError(
                "the store was made by a newer apiyard",
                where=database.shown,
                piece=str(failure),
                hint="start the newer apiyard, or restore a backup made by this one",
                code="store-newer",
            ) from failure
        kinds = _missing_kinds(connection)
        if kinds:
            connection.execute(insert(FACT_KINDS), [{"kind": kind} for kind in kinds])
