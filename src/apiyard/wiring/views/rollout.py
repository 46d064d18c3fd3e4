"""One rollout with its numbers over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import log
from typing import Any

from apiyard.core.errors import ApiyardError, unknown
from apiyard.core.evidence import EvidenceKind
from apiyard.deploy.rollout_state import RolloutState
from apiyard.portal.chart import Chart, Line
from apiyard.portal.rollout_view import RolloutView
from apiyard.store.fact import Fact
from apiyard.wiring.fact_lines import fact_lines
from apiyard.wiring.parts import Parts
from apiyard.wiring.rollout_lines import rollout_line
from apiyard.wiring.state import read_state
from apiyard.wiring.view import Asked, View

_MOST_STEPS = 240


def _read(parts: Parts, asked: Asked) -> RolloutView:
    id_ = asked.path["id"]
    state = read_state(parts.store.intents)
    body = state.body("rollout", id_)
    if body is None:
        raise unknown("rollout", id_, state.all("rollout"))
    rollout = RolloutState.from_json(body["state"])
    facts = parts.store.ledger.find(subject_kind="rollout", subject_id=id_, newest_first=False)
    ended = next((f for f in facts if f.evidence.kind is EvidenceKind.ROLLOUT_ENDED), None)
    if not rollout.phase.ended:
        asked.trails.follow(id_, rollout.verdict, asked.now)
    ended_at = ended.evidence.at if ended else None
    return RolloutView(
        line=rollout_line(state, body),
        steps=_steps(rollout.options),
        step=rollout.step,
        verdict=rollout.verdict,
        rates=_rates(parts, rollout, until=ended_at or asked.now),
        evidence=_evidence(rollout, facts, asked),
        output=rollout.output,
        ended_at=ended_at,
        facts=fact_lines(facts),
        abortable=asked.admin,
        now=asked.now,
    )


def _steps(options: Mapping[str, Any]) -> tuple[float, ...]:
    steps = options.get("steps")
    return tuple(float(step) for step in steps) if isinstance(steps, (list, tuple)) else ()


def _rates(parts: Parts, rollout: RolloutState, *, until: datetime) -> Chart | None:
    """Cumulative error rates of both versions, from the records themselves."""
    if rollout.began is None or not rollout.baseline:
        return Chart("share", (), ())
    step = max(1, int((until - rollout.began).total_seconds() // _MOST_STEPS))
    try:
        points = parts.traffic.records.series(
            rollout.api,
            rollout.environment,
            rollout.began,
            until=until + timedelta(seconds=1),
            step_seconds=step,
            by=("version",),
        )
    except ApiyardError:
        return None
    moments = sorted({point.at for point in points})
    lines = []
    for version, tone in ((rollout.baseline, "accent"), (rollout.canary, "canary")):
        mine = {point.at: point.count for point in points if point.count.key == (version,)}
        judged = errors = 0
        values: list[float | None] = []
        for at in moments:
            if at in mine:
                judged, errors = judged + mine[at].judged, errors + mine[at].errors
            values.append(errors / judged if judged else None)
        lines.append(Line(version, tone, tuple(values)))
    return Chart("share", tuple(at.timestamp() for at in moments), tuple(lines))


def _evidence(rollout: RolloutState, facts: Sequence[Fact], asked: Asked) -> Chart:
    """How much of the evidence that a verdict needs was there: on a logarithmic scale, 1 is the verdict."""
    told: dict[float, Mapping[str, Any]] = {}
    if rollout.began is not None:
        told[rollout.began.timestamp()] = {"e_stop": 1, "e_stop_needed": 100, "earned": 0}
    for fact in facts:
        if fact.evidence.at and "e_stop" in fact.evidence.numbers:
            told[fact.evidence.at.timestamp()] = fact.evidence.numbers
    for step in asked.trails.steps(rollout.id):
        if "e_stop" in step.verdict:
            told[step.at.timestamp()] = step.verdict
    if len(told) < 2:
        return Chart("share", (), ())
    moments = tuple(sorted(told))
    stop = tuple(_share(told[at].get("e_stop"), told[at].get("e_stop_needed")) for at in moments)
    earned = tuple(float(told[at].get("earned") or 0) for at in moments)
    return Chart(
        "share",
        moments,
        (
            Line("for promoting", "good", earned),
            Line("for stopping", "bad", stop),
            Line("needed", "muted", (1.0,) * len(moments), dashed=True),
        ),
    )


def _share(value: Any, needed: Any) -> float | None:
    if not isinstance(value, (int, float)) or not isinstance(needed, (int, float)) or needed <= 1:
        return None
    return min(1.1, max(0.0, log(max(value, 1e-300)) / log(needed)))


VIEW = View(id="rollout", why="Why a rollout goes on, and why it ended.", read=_read)
