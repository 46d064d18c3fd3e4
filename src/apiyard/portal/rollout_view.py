"""What the pages about rollouts show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.portal.chart import Chart
from apiyard.portal.ledger_view import FactLine


@dataclass(frozen=True, slots=True)
class RolloutLine:
    """One rollout.

    Args:
        id: its id.
        api: the API.
        environment: the environment.
        baseline: the version that served before; empty for a first deployment.
        canary: the version that goes out.
        strategy: id of the strategy.
        phase: where it is.
        ended: whether it moves no further.
        weight: basis points that the canary has now.
        reason: why it ended, or what it waits for.
        began: when; None while it waits.
        by: who asked for it.
    """

    id: str
    api: str
    environment: str
    baseline: str
    canary: str
    strategy: str
    phase: str
    ended: bool
    weight: int
    reason: str
    began: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class RolloutsView:
    """All rollouts.

    Args:
        running: those that go on.
        ended: those that ended, the newest first.
        now: the time of the view.
    """

    running: tuple[RolloutLine, ...]
    ended: tuple[RolloutLine, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class RolloutView:
    """One rollout in full.

    Args:
        line: what the list says of it.
        steps: the canary's shares in percent, in their order; empty when the strategy has none.
        step: index of the share it stands on.
        verdict: the numbers of the newest judgement; empty before the first.
        rates: error rates of both versions over time; None when the records cannot be read.
        evidence: how much of the evidence that is needed is there, over time.
        output: the end of what a failed instance wrote.
        ended_at: when it was decided; None while that is open.
        facts: what it left in the ledger, the oldest first.
        abortable: whether the person who looks may stop it.
        now: the time of the view.
    """

    line: RolloutLine
    steps: tuple[float, ...]
    step: int
    verdict: Mapping[str, Json]
    rates: Chart | None
    evidence: Chart
    output: str
    ended_at: datetime | None
    facts: tuple[FactLine, ...]
    abortable: bool
    now: datetime
