"""Open a store by its URL."""

from __future__ import annotations

from pathlib import Path

from apiyard.core.clock import Clock
from apiyard.store.blobs import Blobs
from apiyard.store.engine import connect
from apiyard.store.intents import Intents
from apiyard.store.leases import Leases
from apiyard.store.ledger import Ledger
from apiyard.store.migrate import migrate
from apiyard.store.people import People
from apiyard.store.store import Store


def open_store(url: str, *, blobs: Path, clock: Clock) -> Store:
    """Open a store and bring its tables up to date.

    Args:
        url: ``sqlite:///PATH`` or ``postgresql+psycopg://USER@HOST/NAME``.
        blobs: the folder of the blobs.
        clock: gives the time of facts, changes and leases.

    Returns:
        The store, safe to use from several threads; the caller closes it.

    Raises:
        InvalidInputError: the URL is wrong.
        ApiyardError: the store cannot be reached or written, is damaged, or was made by a newer apiyard.
    """
    database = connect(url)
    try:
        migrate(database)
    except BaseException:
        database.engine.dispose()
        raise
    return Store(
        database=database,
        ledger=Ledger(database, clock),
        intents=Intents(database, clock),
        blobs=Blobs(blobs),
        leases=Leases(database, clock),
        people=People(database, clock),
    )
