"""A bound on how often somebody may do something."""

from __future__ import annotations

from collections import deque

from apiyard.core.noun import dataclass, field

_MOST_NAMES = 2_000


@dataclass(slots=True)
class Pace:
    """Counts acts by name within a window of time.

    Args:
        most: how many acts a name may do in a window.
        seconds: the length of the window.
        done: times of acts by name.
    """

    most: int
    seconds: float
    done: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, name: str, now: float) -> bool:
        """Count an act, if one more is allowed.

        Args:
            name: who acts.
            now: monotonic seconds.

        Returns:
            Whether it is allowed.
        """
        times = self.done.setdefault(name, deque(maxlen=self.most))
        if len(times) == self.most and now - times[0] < self.seconds:
            return False
        times.append(now)
        if len(self.done) > _MOST_NAMES:
            for each in [each for each, held in self.done.items() if now - held[-1] >= self.seconds]:
                del self.done[each]
        return True
