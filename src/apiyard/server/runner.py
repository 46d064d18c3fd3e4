"""Run the loops, each in a thread of its own, so that a fault or a wait in one never stops the others."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Iterable

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, field
from apiyard.server.loop import Loop
from apiyard.server.metrics import Metrics
from apiyard.wiring.parts import Parts

_LOG = logging.getLogger("apiyard.loops")
_LEASE_SECONDS = 15.0
_SLOWEST = 30.0


@dataclass(slots=True)
class Runner:
    """Loops that run until they are stopped.

    Args:
        parts: the doors that loops are given.
        metrics: counts runs and faults.
        wakers: one event per loop.
        threads: one thread per loop.
        stopping: set when all shall end.
    """

    parts: Parts
    metrics: Metrics
    wakers: list[threading.Event] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def start(self, loops: Iterable[Loop]) -> None:
        """Start one thread per loop.

        Args:
            loops: the loops.
        """
        for loop in loops:
            waker = threading.Event()
            thread = threading.Thread(target=self._run, args=(loop, waker), name=f"loop-{loop.id}", daemon=True)
            self.wakers.append(waker)
            self.threads.append(thread)
        self.parts.nudge.listeners.append(self.wake)
        for thread in self.threads:
            thread.start()

    def wake(self) -> None:
        """Let every loop look now."""
        for waker in self.wakers:
            waker.set()

    def stop(self, seconds: float = 10.0) -> None:
        """End all loops after their current run.

        Args:
            seconds: how long to wait for them.
        """
        self.stopping.set()
        self.wake()
        for thread in self.threads:
            thread.join(timeout=seconds)

    def _run(self, loop: Loop, waker: threading.Event) -> None:
        faults = 0
        while not self.stopping.is_set():
            waker.clear()
            faults = 0 if self._once(loop) else faults + 1
            pause = min(loop.seconds * 2 ** min(faults, 6), _SLOWEST) if faults else loop.seconds
            waker.wait(pause)

    def _once(self, loop: Loop) -> bool:
        try:
            if self._mine(loop):
                loop.run(self.parts)
        except ApiyardError as error:
            self.metrics.count("apiyard_loop_faults_total", loop=loop.id)
            _LOG.warning("loop %s: %s", loop.id, error)
            return False
        except Exception:  # noqa: BLE001 - a fault in one loop never stops the others
            self.metrics.count("apiyard_loop_faults_total", loop=loop.id)
            _LOG.exception("loop %s failed", loop.id)
            return False
        self.metrics.count("apiyard_loop_runs_total", loop=loop.id)
        return True

    def _mine(self, loop: Loop) -> bool:
        """With several servers on one PostgreSQL one of them runs a loop; SQLite has one server by its lock."""
        store = self.parts.store
        if store.database.is_sqlite:
            return True
        holder = f"{socket.gethostname()}:{os.getpid()}"
        return store.leases.acquire(f"loop:{loop.id}", holder, _LEASE_SECONDS + loop.seconds)
