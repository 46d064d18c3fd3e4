"""The spools of all environments of a node, and the timer that makes them safe."""

from __future__ import annotations

import asyncio
import logging
import shutil
from pathlib import Path

from apiyard.agent.disk import make_private
from apiyard.agent.spool import Spool
from apiyard.core.clock import Clock
from apiyard.core.errors import ApiyardError, NotFoundError
from apiyard.core.names import Environment
from apiyard.core.noun import dataclass, field

SYNC_SECONDS = 1.0
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Spools:
    """One spool for each environment.

    Args:
        folder: holds one folder for each environment.
        clock: the time.
        largest: bytes on disk for each environment.
    """

    folder: Path
    clock: Clock
    largest: int = 256 * 1024 * 1024
    _spools: dict[str, Spool] = field(default_factory=dict)

    def begin(self) -> None:
        """Pick up the spools that an earlier agent left."""
        make_private(self.folder)
        for place in sorted(self.folder.iterdir()):
            try:
                self.make(Environment(place.name))
            except ApiyardError:
                _LOG.warning("%s is no spool of an environment; it is left alone", place)

    def make(self, environment: Environment) -> Spool:
        """Give the spool of an environment; it is made when there is none yet.

        Args:
            environment: its name.
        """
        if environment not in self._spools:
            spool = Spool(self.folder / environment, first=int(self.clock.now().timestamp()), largest=self.largest)
            spool.open()
            self._spools[environment] = spool
        return self._spools[environment]

    def find(self, environment: str) -> Spool:
        """Give the spool of an environment.

        Args:
            environment: its name.

        Raises:
            NotFoundError: there is none.
        """
        if environment not in self._spools:
            raise NotFoundError("no records of this environment on this node", piece=repr(environment[:80]))
        return self._spools[environment]

    def all(self) -> dict[str, Spool]:
        """Give the spools by environment."""
        return dict(sorted(self._spools.items()))

    def remove_read(self, gone: str) -> bool:
        """Remove the spool of a gateway that is gone, once everything in it was acknowledged.

        Args:
            gone: the environment.

        Returns:
            Whether it was removed.
        """
        spool = self._spools.get(gone)
        if spool is None or spool.pending_bytes:
            return False
        spool.close()
        del self._spools[gone]
        shutil.rmtree(spool.folder, ignore_errors=True)
        return True

    async def keep_safe(self) -> None:
        """Sync what changed, each SYNC_SECONDS, until cancelled."""
        while True:
            await asyncio.sleep(SYNC_SECONDS)
            for spool in tuple(self._spools.values()):
                if spool.dirty:
                    try:
                        spool.sync()
                    except (OSError, ApiyardError):
                        _LOG.exception("a spool could not be synced; it is tried again")

    def close(self) -> None:
        """Close all spools."""
        for spool in self._spools.values():
            spool.close()
