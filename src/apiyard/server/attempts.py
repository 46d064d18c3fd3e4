"""Bounds on guessing: how often somebody may fail to sign in."""

from __future__ import annotations

import threading
from collections import deque

from apiyard.core.noun import dataclass, field

WINDOW_SECONDS = 300.0
"""Failures are counted over this time."""

FOR_ONE = 5
"""So many failures for one name; then it waits."""

FOR_ALL = 50
"""So many failures for all names together."""

_MOST_NAMES = 1_000


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failures by name, in this process.

    Args:
        failed: monotonic times of failures by name; the empty name stands for all.
        guard: held while they change.
    """

    failed: dict[str, deque[float]] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def wait_seconds(self, name: str, now: float) -> float:
        """Say how long somebody must wait before the next attempt.

        Args:
            name: whom they say they are.
            now: monotonic seconds.

        Returns:
            Seconds; 0 when they may try.
        """
        with self.guard:
            return max(self._wait(name, now, FOR_ONE), self._wait("", now, FOR_ALL))

    def fail(self, name: str, now: float) -> None:
        """Count a failure.

        Args:
            name: whom they said they are.
            now: monotonic seconds.
        """
        with self.guard:
            if name not in self.failed and len(self.failed) >= _MOST_NAMES:
                self._forget(now)
            for each, most in ((name, FOR_ONE), ("", FOR_ALL)):
                self.failed.setdefault(each, deque(maxlen=most)).append(now)

    def forgive(self, name: str) -> None:
        """Forget the failures of somebody who signed in.

        Args:
            name: who.
        """
        with self.guard:
            self.failed.pop(name, None)

    def _wait(self, name: str, now: float, most: int) -> float:
        times = self.failed.get(name)
        if times is None or len(times) < most:
            return 0.0
        return max(0.0, times[0] + WINDOW_SECONDS - now)

    def _forget(self, now: float) -> None:
        for name in [each for each, times in self.failed.items() if each and times[-1] + WINDOW_SECONDS < now]:
            del self.failed[name]
        if len(self.failed) >= _MOST_NAMES:
            self.failed.pop(next(each for each in self.failed if each))
