"""How the evidence of rollouts grew while somebody watched; a memory of this process, bounded and never a truth."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apiyard.core.noun import dataclass, field

_LONGEST = 600
_MOST = 50


@dataclass(frozen=True, slots=True)
class Step:
    """What the judge said at one moment.

    Args:
        at: when.
        verdict: the numbers of its judgement.
    """

    at: datetime
    verdict: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trails:
    """Steps by rollout.

    Args:
        kept: the steps.
        guard: held while they change.
    """

    kept: dict[str, deque[Step]] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def follow(self, rollout: str, verdict: Mapping[str, Any], now: datetime) -> None:
        """Remember a judgement when it is a new one.

        Args:
            rollout: id of the rollout.
            verdict: the numbers of its newest judgement; empty when there is none.
            now: the time.
        """
        if not verdict:
            return
        with self.guard:
            if rollout not in self.kept and len(self.kept) >= _MOST:
                self.kept.pop(next(iter(self.kept)))
            steps = self.kept.setdefault(rollout, deque(maxlen=_LONGEST))
            if not steps or steps[-1].verdict != verdict:
                steps.append(Step(now, dict(verdict)))

    def steps(self, rollout: str) -> tuple[Step, ...]:
        """Give what is remembered of a rollout, the oldest first.

        Args:
            rollout: its id.
        """
        with self.guard:
            return tuple(self.kept.get(rollout, ()))
