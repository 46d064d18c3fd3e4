"""Time as a parameter: engines are given a clock, they never read one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from apiyard.core.noun import dataclass


class Clock(Protocol):
    """Tells the time of day and a monotonic time."""

    def now(self) -> datetime:
        """The time of day, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start, never going back."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clocks."""

    def now(self) -> datetime:
        """The time of day, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds of the machine's monotonic clock."""
        return time.monotonic()


@dataclass(slots=True)
class ManualClock:
    """A clock that stands until it is moved; for tests and replays.

    Args:
        at: the time it shows at first, aware.
        elapsed: the monotonic seconds it shows at first.
    """

    at: datetime
    elapsed: float = 0.0

    def now(self) -> datetime:
        """The time it was set to."""
        return self.at

    def monotonic(self) -> float:
        """The seconds it was moved by."""
        return self.elapsed

    def move(self, seconds: float) -> None:
        """Move both readings forward.

        Args:
            seconds: how far, not negative.
        """
        self.at = datetime.fromtimestamp(self.at.timestamp() + seconds, UTC)
        self.elapsed += seconds


@dataclass(frozen=True, slots=True)
class ShiftedClock:
    """The machine's clock moved by a number of seconds that the caller gives anew at each reading.

    Args:
        shift: gives the seconds to add to the time of day; the monotonic reading is not shifted.
    """

    shift: Callable[[], float]

    def now(self) -> datetime:
        """The shifted time of day, aware, in UTC."""
        return datetime.fromtimestamp(time.time() + self.shift(), UTC)

    def monotonic(self) -> float:
        """Seconds of the machine's monotonic clock."""
        return time.monotonic()
