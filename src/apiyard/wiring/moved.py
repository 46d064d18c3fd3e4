"""What changed since somebody looked: the ledger's head, the intents' revision, the traffic's cursors."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from apiyard.core.noun import dataclass
from apiyard.wiring.parts import Parts
from apiyard.wiring.trail import Trails

NAMES = ("ledger", "intents", "traffic")
"""What can change, as the streams name it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The state of everything that pages look at, as marks that only differ or do not.

    Args:
        ledger: the number of the newest fact.
        intents: the revision of the intents.
        traffic: the cursors of all gateways.
    """

    ledger: str = ""
    intents: str = ""
    traffic: str = ""

    def since(self, before: Moved) -> tuple[str, ...]:
        """Name what differs.

        Args:
            before: an earlier state.
        """
        return tuple(name for name in NAMES if getattr(self, name) != getattr(before, name))

    def query(self) -> Mapping[str, str]:
        """Give the marks by name."""
        return {name: getattr(self, name) for name in NAMES}


def look(parts: Parts) -> Moved:
    """See how everything stands; cheap enough for every second.

    Args:
        parts: the doors.

    Returns:
        The marks.

    Raises:
        ApiyardError: the store or the records cannot be read.
    """
    environments = [each.id for each in parts.store.intents.list("environment")]
    cursors = "\n".join(parts.traffic.intake.cursor(each) for each in environments)
    return Moved(
        str(parts.store.ledger.head()),
        str(parts.store.intents.revision()),
        hashlib.sha256(cursors.encode()).hexdigest()[:12],
    )


def follow_rollouts(parts: Parts, trails: Trails, now: datetime) -> None:
    """Remember the newest judgements of the rollouts under way.

    Args:
        parts: the doors.
        trails: where they are remembered.
        now: the time.
    """
    for lane in parts.store.intents.list("rolling"):
        rollout = str(lane.body["rollout"])
        found = parts.store.intents.get("rollout", rollout)
        state = found.body["state"] if found else {}
        verdict = state.get("verdict") if isinstance(state, Mapping) else None
        trails.follow(rollout, verdict if isinstance(verdict, Mapping) else {}, now)
