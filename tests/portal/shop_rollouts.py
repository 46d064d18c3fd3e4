"""Rollouts of the shop: one goes on, one was stopped, two were promoted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from apiyard.core.digest import digest_bytes
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.deploy.rollout_state import Phase, RolloutState
from apiyard.store.intents import ANY, Change


def verdict(decision, *, rates, counts, e_stop, e_promote, earned, reason, operation=""):
    """Give the numbers of a judgement."""
    sides = ("baseline", "canary")
    shown = {side: {"requests": counts[at][0], "errors": counts[at][1]} for at, side in enumerate(sides)}
    told = dict(zip(sides, rates, strict=True))
    return {
        "decision": decision,
        "reason": reason,
        "operation": operation,
        "rates": told,
        "operation_rates": told if operation else None,
        "counts": shown,
        "operation_counts": shown if operation else None,
        "tolerance": 0.01,
        "operation_tolerance": 0.05,
        "alpha": 0.01,
        "alpha_promote": 0.01,
        "e_stop": e_stop,
        "e_stop_needed": 100.0,
        "e_promote": e_promote,
        "e_promote_needed": 100.0,
        "earned": earned,
        "waiting": [],
    }


def rollout(parts, state, *, order="", by="user:ada"):
    """Commit a rollout."""
    changes = [Change("rollout", state.id, {"state": state.to_json(), "order": order, "by": by}, ANY)]
    if not state.phase.ended:
        changes.append(Change("rolling", f"{state.environment}/{state.api}", {"rollout": state.id}, ANY))
    parts.store.intents.commit(changes)


def roll_out(parts, now):
    """Commit rollouts and the facts they left."""
    base = RolloutState(
        id="",
        api="orders",
        environment="production",
        baseline="1.0.0",
        canary="1.1.0",
        bundle=digest_bytes(b"orders@1.1.0"),
        instances=("orders@1.1.0.production.1",),
        strategy="canary",
        options={"steps": [5.0, 25.0, 50.0]},
    )
    began = now - timedelta(minutes=6)
    going = replace(
        base,
        id="production-orders-1.1.0-1",
        phase=Phase.JUDGING,
        step=1,
        began=began,
        since=now - timedelta(minutes=2),
        reason="62% of the evidence for promotion is there",
        verdict=verdict(
            "continue",
            rates=(0.0021, 0.0019),
            counts=((4210, 9), (1052, 2)),
            e_stop=0.031,
            e_promote=17.4,
            earned=0.62,
            reason="62% of the evidence for promotion is there",
        ),
    )
    rollout(parts, going)
    accused = "on getOrder the canary fails 18.20% of 308 calls, the baseline 0.21% of 1402: more than 1.00% worse"
    stopped = replace(
        base,
        id="staging-orders-1.2.0-1",
        environment="staging",
        baseline="1.1.0",
        canary="1.2.0",
        phase=Phase.STOPPED,
        began=now - timedelta(minutes=25),
        since=now - timedelta(minutes=22),
        reason=accused,
        verdict=verdict(
            "stop",
            rates=(0.0021, 0.182),
            counts=((1402, 3), (308, 56)),
            e_stop=4812.0,
            e_promote=0.0002,
            earned=0.0,
            reason=accused,
            operation="getOrder",
        ),
    )
    rollout(parts, stopped)
    promoted = replace(
        base,
        id="staging-orders-1.1.0-1",
        environment="staging",
        phase=Phase.PROMOTED,
        step=3,
        began=now - timedelta(minutes=70),
        since=now - timedelta(minutes=66),
        reason="the canary fails 0.10% of 2011 calls, the baseline 0.12% of 2540: less than 1.00% worse",
        verdict=verdict(
            "promote",
            rates=(0.0012, 0.001),
            counts=((2540, 3), (2011, 2)),
            e_stop=0.0004,
            e_promote=212.0,
            earned=1.0,
            reason="less than 1.00% worse",
        ),
    )
    rollout(parts, promoted)
    first = replace(
        base,
        id="production-catalogue-1.0.0-1",
        api="catalogue",
        baseline="",
        canary="1.0.0",
        phase=Phase.PROMOTED,
        strategy="at-once",
        options={},
        began=now - timedelta(minutes=100),
        reason="it is the first version here",
        instances=("catalogue@1.0.0.production.1",),
    )
    rollout(parts, first)
    for state, kind, said, minutes in (
        (stopped, EvidenceKind.ROLLOUT_STARTED, Verdict.INFO, 25.0),
        (stopped, EvidenceKind.ROLLOUT_STEP, Verdict.INFO, 24.2),
        (stopped, EvidenceKind.ROLLOUT_ENDED, Verdict.FAIL, 22.0),
        (going, EvidenceKind.ROLLOUT_STARTED, Verdict.INFO, 6.0),
        (going, EvidenceKind.ROLLOUT_STEP, Verdict.INFO, 5.2),
        (going, EvidenceKind.ROLLOUT_STEP, Verdict.INFO, 2.0),
    ):
        numbers: dict[str, Any] = {
            "baseline": state.baseline,
            "canary": state.canary,
            "strategy": "canary",
            "options": state.options,
        }
        if kind is EvidenceKind.ROLLOUT_STEP:
            part = verdict(
                "continue",
                rates=(0.002, 0.002),
                counts=((900, 2), (60, 0)),
                e_stop=3.0 if state is stopped else 0.4,
                e_promote=1.4,
                earned=0.08 if minutes > 3 else 0.31,
                reason="8% of the evidence for promotion is there",
            )
            numbers = {"step": 0, "weights": {state.baseline: 9500, state.canary: 500}, **part}
        if kind is EvidenceKind.ROLLOUT_ENDED:
            numbers = {
                **state.verdict,
                "outcome": state.phase.value,
                "weights": {state.baseline: 9500, state.canary: 500},
                "seconds": 180.0,
                **numbers,
            }
        parts.store.ledger.append(
            Evidence(
                kind,
                Subject("rollout", state.id, state.bundle),
                said,
                About(state.api, state.canary, state.environment),
                numbers,
                "loop:rollouts",
                now - timedelta(minutes=minutes),
            )
        )
