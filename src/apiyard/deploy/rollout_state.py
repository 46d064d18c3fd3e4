"""The state of a rollout: one frozen noun and its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from apiyard.core.digest import Digest
from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass, field
from apiyard.deploy.judge import JudgeState, Stream
from apiyard.deploy.reading import Counts, Pair


class Phase(StrEnum):
    """Where a rollout is; a closed set."""

    PENDING = "pending"
    STARTING = "starting"
    WAITING_HEALTHY = "waiting_healthy"
    SHIFTING = "shifting"
    JUDGING = "judging"
    RETURNING = "returning"
    DRAINING = "draining"
    PROMOTED = "promoted"
    STOPPED = "stopped"
    ABORTED = "aborted"
    ROLLING_BACK = "rolling_back"
    ROLLED_BACK = "rolled_back"

    @property
    def ended(self) -> bool:
        """Whether the rollout moves no further by itself."""
        return self in {Phase.PROMOTED, Phase.STOPPED, Phase.ABORTED, Phase.ROLLED_BACK}


@dataclass(frozen=True, slots=True)
class RolloutState:
    """Everything a rollout remembers.

    Args:
        id: its id, unique in the house.
        api: the API.
        environment: the environment.
        baseline: the version that serves now; empty for a first deployment.
        canary: the version that goes out.
        bundle: digest of the canary's bundle.
        instances: ids of the canary's instances, made from their content.
        strategy: id of the strategy.
        options: its options as written.
        start_seconds: how long the instances may take until all are healthy.
        grace_seconds: how long a stopped canary's instances live on after the traffic went back.
        cases: how many kept cases the canary must take before it gets any call.
        phase: where it is.
        step: index of the share it stands on; equal to the number of steps for the whole.
        began: when the rollout began; None while it is pending.
        since: when the phase began.
        step_base: calls to the canary before this step took effect.
        judge: the judge's memory.
        verdict: the numbers of the newest judgement.
        outcome: the phase it will end in once the traffic is back; None while that is open.
        reason: why it ends, or what it waits for.
        late: whether its time is over without it being stopped.
        output: the end of what a failed instance wrote.
        notice: what the channels are told; None when there is nothing.
    """

    id: str
    api: str
    environment: str
    baseline: str
    canary: str
    bundle: Digest | None
    instances: tuple[str, ...]
    strategy: str
    options: JsonObject = field(default_factory=dict)
    start_seconds: float = 60.0
    grace_seconds: float = 10.0
    cases: int = 0
    phase: Phase = Phase.PENDING
    step: int = 0
    began: datetime | None = None
    since: datetime | None = None
    step_base: int = 0
    judge: JudgeState = field(default_factory=JudgeState)
    verdict: JsonObject = field(default_factory=dict)
    outcome: Phase | None = None
    reason: str = ""
    late: bool = False
    output: str = ""
    notice: JsonObject | None = None

    def to_json(self) -> dict[str, Json]:
        """Give the JSON that ``from_json`` reads."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in _PLAIN}
        return {
            **plain,
            "instances": list(self.instances),
            "phase": self.phase.value,
            "began": self.began.isoformat() if self.began else None,
            "since": self.since.isoformat() if self.since else None,
            "judge": _judge_json(self.judge),
            "outcome": self.outcome.value if self.outcome else None,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> RolloutState:
        """Read a state.

        Args:
            value: what ``to_json`` gave.
        """
        plain: dict[str, Any] = {name: value[name] for name in _PLAIN if name in value}
        plain["bundle"] = Digest(plain["bundle"]) if plain["bundle"] else None
        return cls(
            **plain,
            instances=tuple(value["instances"]),
            phase=Phase(value["phase"]),
            began=datetime.fromisoformat(value["began"]) if value["began"] else None,
            since=datetime.fromisoformat(value["since"]) if value["since"] else None,
            judge=_read_judge(value["judge"]),
            outcome=Phase(value["outcome"]) if value["outcome"] else None,
        )


_PLAIN = (
    "id",
    "api",
    "environment",
    "baseline",
    "canary",
    "bundle",
    "strategy",
    "options",
    "start_seconds",
    "grace_seconds",
    "cases",
    "step",
    "step_base",
    "verdict",
    "reason",
    "late",
    "output",
    "notice",
)


def _judge_json(state: JudgeState) -> dict[str, Json]:
    return {
        "operations": list(state.operations),
        "found": list(state.found),
        "streams": {
            name: {
                "judged": [
                    one.judged.baseline.requests,
                    one.judged.baseline.errors,
                    one.judged.canary.requests,
                    one.judged.canary.errors,
                ],
                "stop": list(one.stop),
                "promote": list(one.promote),
            }
            for name, one in state.streams.items()
        },
    }


def _read_judge(value: Mapping[str, Any]) -> JudgeState:
    streams = {}
    for name, one in value["streams"].items():
        calls, failed, tried, broken = one["judged"]
        pair = Pair(Counts(calls, failed), Counts(tried, broken))
        streams[name] = Stream(pair, tuple(one["stop"]), tuple(one["promote"]))
    return JudgeState(tuple(value["operations"]), tuple(value.get("found", ())), streams)
