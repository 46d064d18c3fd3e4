"""Rollouts as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import Any

from apiyard.deploy.rollout import weights
from apiyard.deploy.rollout_state import Phase, RolloutState
from apiyard.portal.rollout_view import RolloutLine
from apiyard.wiring.state import State


def rollout_lines(state: State, api: str = "") -> tuple[RolloutLine, ...]:
    """Give all rollouts as lines.

    Args:
        state: all intents.
        api: only those of this API, unless empty.

    Returns:
        The newest first; those that wait are the newest.
    """
    lines = [rollout_line(state, body) for body in state.all("rollout").values()]
    return _newest(line for line in lines if api in {"", line.api})


def rollout_line(state: State, body: Mapping[str, Any]) -> RolloutLine:
    """Give one rollout as a line.

    Args:
        state: all intents.
        body: the rollout's intent.
    """
    rollout = RolloutState.from_json(body["state"])
    return RolloutLine(
        id=rollout.id,
        api=rollout.api,
        environment=rollout.environment,
        baseline=rollout.baseline,
        canary=rollout.canary,
        strategy=rollout.strategy,
        phase=rollout.phase.value,
        ended=rollout.phase.ended,
        weight=_weight(state, rollout),
        reason=rollout.reason,
        began=rollout.began,
        by=str(body.get("by", "")),
    )


def effective_weights(state: State, environment: str, api: str) -> dict[str, int]:
    """Give the split that the gateway confirmed, or the wanted one while it did not.

    Args:
        state: all intents.
        environment: the environment.
        api: the API.

    Returns:
        Basis points by version.
    """
    lane = f"{environment}/{api}"
    body = state.body("effective", lane) or state.body("split", lane) or {"weights": {}}
    return {str(version): int(weight) for version, weight in body["weights"].items()}


def _weight(state: State, rollout: RolloutState) -> int:
    if rollout.phase is Phase.PROMOTED:
        return 10_000
    if rollout.phase.ended:
        return 0
    known = effective_weights(state, rollout.environment, rollout.api)
    return known.get(rollout.canary, weights(rollout).get(rollout.canary, 0))


def _newest(lines: Iterable[RolloutLine]) -> tuple[RolloutLine, ...]:
    return tuple(sorted(lines, key=lambda line: line.began.timestamp() if line.began else inf, reverse=True))
