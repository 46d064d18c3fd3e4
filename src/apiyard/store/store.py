"""The store: everything that is known, in one object."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.store.blobs import Blobs
from apiyard.store.engine import Database
from apiyard.store.intents import Intents
from apiyard.store.leases import Leases
from apiyard.store.ledger import Ledger
from apiyard.store.people import People


@dataclass(frozen=True, slots=True)
class Store:
    """The parts of one store.

    Args:
        database: the door to the tables.
        ledger: facts.
        intents: what should be.
        blobs: bytes by digest.
        leases: who does what among several servers.
        people: personal data and sign-in.
    """

    database: Database
    ledger: Ledger
    intents: Intents
    blobs: Blobs
    leases: Leases
    people: People

    def close(self) -> None:
        """Close all connections; the store cannot be used afterwards."""
        self.database.engine.dispose()
