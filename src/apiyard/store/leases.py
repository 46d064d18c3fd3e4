"""Leases: which of several servers does a piece of work now."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from apiyard.core.clock import Clock
from apiyard.core.noun import dataclass
from apiyard.store.engine import Database, write
from apiyard.store.moment import to_micros
from apiyard.store.schema import LEASES


@dataclass(frozen=True, slots=True)
class Leases:
    """Leases in a database.

    Args:
        database: where they are.
        clock: says when they end; servers that share a store need clocks that agree within a lease.
    """

    database: Database
    clock: Clock

    def acquire(self, name: str, holder: str, seconds: float) -> bool:
        """Take or prolong a lease.

        Args:
            name: what is leased.
            holder: who wants it.
            seconds: how long from now.

        Returns:
            Whether the holder has it; False when somebody else does.
        """
        now = self.clock.now()
        until = to_micros(now + timedelta(seconds=seconds))
        with write(self.database) as connection:
            row = connection.execute(select(LEASES).where(LEASES.c.name == name)).one_or_none()
            if row is None:
                connection.execute(insert(LEASES).values(name=name, holder=holder, until=until))
            elif row.holder == holder or row.until <= to_micros(now):
                connection.execute(update(LEASES).where(LEASES.c.name == name).values(holder=holder, until=until))
            else:
                return False
        return True

    def release(self, name: str, holder: str) -> None:
        """Give a lease back; nothing happens when somebody else has it.

        Args:
            name: what is leased.
            holder: who has it.
        """
        with write(self.database) as connection:
            connection.execute(delete(LEASES).where(LEASES.c.name == name, LEASES.c.holder == holder))
