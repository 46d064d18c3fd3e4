"""Events of a rollout, for those who watch it."""

from __future__ import annotations

from datetime import datetime

from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass
from apiyard.deploy.rollout import weights
from apiyard.deploy.rollout_facts import seconds
from apiyard.deploy.rollout_state import Phase, RolloutState


@dataclass(frozen=True, slots=True)
class Event:
    """How a rollout stands at one moment.

    Args:
        rollout: its id.
        at: when.
        phase: where it is.
        step: index of the share it stands on.
        weights: the split it wants, in basis points; empty when it wants none.
        seconds: since it began.
        reason: one sentence: why it ended, or what it waits for.
        verdict: the numbers of the newest judgement.
    """

    rollout: str
    at: datetime
    phase: Phase
    step: int
    weights: dict[str, int]
    seconds: float
    reason: str
    verdict: JsonObject

    def to_json(self) -> dict[str, Json]:
        """Give the event as JSON, for streams."""
        return {
            "rollout": self.rollout,
            "at": self.at.isoformat(),
            "phase": self.phase.value,
            "step": self.step,
            "weights": self.weights,
            "seconds": self.seconds,
            "reason": self.reason,
            "verdict": self.verdict,
        }


def event_of(state: RolloutState, now: datetime) -> Event:
    """Give the event that tells how a rollout stands.

    Args:
        state: the rollout.
        now: the time.
    """
    return Event(
        state.id,
        now,
        state.phase,
        state.step,
        weights(state),
        seconds(state.began, now),
        state.reason,
        state.verdict,
    )


def news(before: RolloutState | None, after: RolloutState, now: datetime) -> Event | None:
    """Give an event when something changed that a person wants to see.

    Args:
        before: the rollout as it was told last, None when it was not.
        after: the rollout now.
        now: the time.
    """
    if before is not None and _shown(before) == _shown(after):
        return None
    return event_of(after, now)


def _shown(state: RolloutState) -> tuple[object, ...]:
    return state.phase, state.step, state.reason, dict(state.verdict)
