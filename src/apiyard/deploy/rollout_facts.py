"""What a rollout leaves behind: evidence with its numbers, and the notice that tells people."""

from __future__ import annotations

from datetime import datetime

from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import Json, JsonObject
from apiyard.deploy.action import Notify, Record
from apiyard.deploy.observed import Replayed
from apiyard.deploy.rollout_state import Phase, RolloutState

LOOP = "loop:rollouts"
_VERDICTS = {Phase.PROMOTED: Verdict.PASS, Phase.STOPPED: Verdict.FAIL, Phase.ABORTED: Verdict.WARN}
_MOST_OUTPUT = 2_000


def started(state: RolloutState) -> Record:
    """Give the fact that a rollout began.

    Args:
        state: the rollout.
    """
    numbers: dict[str, Json] = {
        "baseline": state.baseline,
        "canary": state.canary,
        "strategy": state.strategy,
        "options": state.options,
        "operations": len(state.judge.operations),
    }
    return _record(state, EvidenceKind.ROLLOUT_STARTED, Verdict.INFO, numbers=numbers)


def replayed(state: RolloutState, seen: Replayed) -> Record:
    """Give the fact that the kept cases were sent to the canary.

    Args:
        state: the rollout.
        seen: what became of them.
    """
    numbers: dict[str, Json] = {
        "cases": seen.cases,
        "refused": list(seen.refused),
        "skipped": seen.skipped,
        "baseline": state.baseline,
        "canary": state.canary,
    }
    verdict = Verdict.FAIL if seen.refused else Verdict.PASS
    return _record(state, EvidenceKind.ROLLOUT_REPLAYED, verdict, numbers=numbers)


def stepped(state: RolloutState, weights: dict[str, int]) -> Record:
    """Give the fact that the canary has a share.

    Args:
        state: the rollout after the step took effect.
        weights: the effective split in basis points.
    """
    numbers: dict[str, Json] = {"step": state.step, "weights": weights, "reason": state.reason, **state.verdict}
    return _record(state, EvidenceKind.ROLLOUT_STEP, Verdict.INFO, numbers=numbers)


def ended(state: RolloutState, *, outcome: Phase, now: datetime, weights: dict[str, int], by: str) -> Record:
    """Give the fact that a rollout is decided, with everything the verdict rests on.

    Args:
        state: the rollout, with its reason.
        outcome: PROMOTED, STOPPED or ABORTED.
        now: the time of the decision.
        weights: the split that was effective while it was judged, in basis points.
        by: who caused it.
    """
    numbers: dict[str, Json] = {
        **state.verdict,
        "outcome": outcome.value,
        "reason": state.reason,
        "baseline": state.baseline,
        "canary": state.canary,
        "strategy": state.strategy,
        "weights": weights,
        "step": state.step,
        "seconds": seconds(state.began, now),
    }
    if state.output:
        numbers["last_output"] = state.output[-_MOST_OUTPUT:]
    return _record(state, EvidenceKind.ROLLOUT_ENDED, _VERDICTS[outcome], numbers=numbers, by=by)


def rolled_back(state: RolloutState, *, now: datetime, by: str) -> Record:
    """Give the fact that a person sent the traffic back after a promotion.

    Args:
        state: the rollout.
        now: the time of the order.
        by: who gave it.
    """
    numbers: dict[str, Json] = {
        "from": state.canary,
        "to": state.baseline,
        "seconds_after_promotion": seconds(state.since, now),
    }
    return _record(state, EvidenceKind.ROLLBACK, Verdict.WARN, numbers=numbers, by=by)


def notice(state: RolloutState, record: Record) -> JsonObject:
    """Give what the channels are told of a fact.

    Args:
        state: the rollout.
        record: the fact.
    """
    evidence = record.evidence
    return {
        **evidence.numbers,
        **_about(state),
        "event": evidence.kind.value,
        "verdict": evidence.verdict.value,
    }


def overdue(state: RolloutState) -> JsonObject:
    """Give what the channels are told when the time is over and a person must decide.

    Args:
        state: the rollout.
    """
    return {
        **state.verdict,
        **_about(state),
        "event": "rollout.overdue",
        "verdict": Verdict.UNKNOWN.value,
        "reason": state.reason,
    }


def _about(state: RolloutState) -> JsonObject:
    return {
        "rollout": state.id,
        "api": state.api,
        "environment": state.environment,
        "version": state.canary,
    }


def notify(state: RolloutState) -> Notify | None:
    """Give the action that tells the newest notice, None when there is none.

    Args:
        state: the rollout.
    """
    return None if state.notice is None else Notify(f"{state.id}:{state.notice['event']}", state.notice)


def seconds(earlier: datetime | None, now: datetime) -> float:
    """Give the seconds between two times, 0 when the first is not known.

    Args:
        earlier: the first time.
        now: the second one.
    """
    return round((now - earlier).total_seconds(), 3) if earlier else 0.0


def _record(
    state: RolloutState, kind: EvidenceKind, verdict: Verdict, *, numbers: dict[str, Json], by: str = LOOP
) -> Record:
    about = About(state.api, state.canary, state.environment)
    subject = Subject("rollout", state.id, state.bundle)
    return Record(Evidence(kind, subject, verdict, about, numbers, by))
