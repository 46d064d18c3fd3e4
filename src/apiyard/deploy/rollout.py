"""The rollout: a pure state machine from a version that is not there to one that serves, or is gone again.

``step`` decides at most one transition and then gives every action that its (new) phase still needs, compared with
what the readings show. The caller saves the state and the ``Record`` actions in one transaction, then carries out the
others. So a crash before the save repeats the decision from the same state, and a crash after it repeats only actions
that the readings do not show as done.

    pending > starting > waiting_healthy > shifting(0) > judging(0) > shifting(1) ... > shifting(whole) > promoted
                     any of them > returning > draining > stopped | aborted
                     promoted > rolling_back > rolled_back
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from apiyard.core.errors import InvalidInputError
from apiyard.core.names import Version
from apiyard.core.noun import replace
from apiyard.core.options import read_options
from apiyard.core.split import WHOLE, Split
from apiyard.deploy import rollout_facts as facts
from apiyard.deploy.action import Action, Record, ReplayCases, SetSplit, StartInstances, StopInstances
from apiyard.deploy.judge import WHOLE as ALL_CALLS
from apiyard.deploy.judge import judge
from apiyard.deploy.observed import Order, Readings
from apiyard.deploy.reading import Reading
from apiyard.deploy.rollout_state import Phase, RolloutState
from apiyard.deploy.strategy import Move, Progress, strategy

Decided: TypeAlias = tuple[RolloutState, tuple[Record, ...]]
_REPLAY_SECONDS = 60.0
_BEFORE_TRAFFIC = (Phase.PENDING, Phase.STARTING, Phase.WAITING_HEALTHY)
_UNDECIDED = (*_BEFORE_TRAFFIC, Phase.SHIFTING, Phase.JUDGING)


def check(state: RolloutState) -> RolloutState:
    """Check a rollout before it is first saved.

    Args:
        state: a pending rollout.

    Returns:
        The same rollout.

    Raises:
        UnknownNameError: no such strategy or option; names the nearest one.
        InvalidInputError: an option out of range, no instance, or a version that replaces itself.
    """
    _options(state)
    if state.baseline == state.canary:
        raise InvalidInputError("a version cannot replace itself", where=state.id, piece=state.canary)
    if not state.instances or len(set(state.instances)) != len(state.instances):
        raise InvalidInputError("a rollout needs instances with ids of their own", where=state.id)
    return state


def step(state: RolloutState, now: datetime, readings: Readings) -> tuple[RolloutState, tuple[Action, ...]]:
    """Decide the next transition and say what is to be done.

    Args:
        state: the rollout as saved.
        now: the time, aware.
        readings: one look at the world; a caller that could not look does not step.

    Returns:
        The state to save together with the ``Record`` actions, and all actions in the order they are to be done.
        Called again with the same arguments it gives the same answer.
    """
    after, records = _decide(state, now, readings)
    return after, (*records, *_wanted(after, now, readings), *_notices(after, readings))


def weights(state: RolloutState) -> dict[str, int]:
    """Give the split that a rollout wants in its phase, in basis points by version; empty when it wants none.

    Args:
        state: the rollout.
    """
    if state.phase in {Phase.RETURNING, Phase.DRAINING, Phase.ROLLING_BACK}:
        return {state.baseline: WHOLE} if state.baseline else {}
    if state.phase not in {Phase.SHIFTING, Phase.JUDGING}:
        return {}
    steps = _steps(state)
    if state.step >= len(steps):
        return {state.canary: WHOLE}
    share = Split.between(Version(state.baseline), Version(state.canary), steps[state.step])
    return {str(version): weight for version, weight in share.weights.items()}


def _options(state: RolloutState) -> Any:
    found = strategy(state.strategy, where=state.id)
    return read_options(found.options, state.options, where=f"{state.api} rollout options")


def _steps(state: RolloutState) -> tuple[float, ...]:
    """Give the shares; a first deployment has nobody to compare with and gets everything after health."""
    return strategy(state.strategy).steps(_options(state)) if state.baseline else ()


def _decide(state: RolloutState, now: datetime, readings: Readings) -> Decided:
    if readings.order is Order.ABORT and state.phase in _UNDECIDED:
        return _turn(state, now, Phase.ABORTED, reason=f"aborted by {readings.by or 'a person'}", by=readings.by)
    if readings.order is Order.ROLLBACK and state.phase is Phase.PROMOTED and state.baseline:
        record = facts.rolled_back(state, now=now, by=readings.by or facts.LOOP)
        after = _enter(state, Phase.ROLLING_BACK, now, reason=f"rolled back by {readings.by or 'a person'}")
        return replace(after, notice=facts.notice(after, record)), (record,)
    handler = _HANDLERS.get(state.phase)
    return handler(state, now, readings) if handler else (state, ())


def _pending(state: RolloutState, now: datetime, _readings: Readings) -> Decided:
    after = _enter(replace(state, began=now), Phase.STARTING, now)
    return after, (facts.started(after),)


def _starting(state: RolloutState, now: datetime, readings: Readings) -> Decided:
    if not readings.missing(state.instances):
        return replace(state, phase=Phase.WAITING_HEALTHY), ()  # the same clock runs on
    return _unhealthy(state, now, readings)


def _waiting_healthy(state: RolloutState, now: datetime, readings: Readings) -> Decided:
    if not readings.all_healthy(state.instances):
        return _unhealthy(state, now, readings)
    if not _replays(state):
        return _enter(state, Phase.SHIFTING, now, reason="healthy"), ()
    seen = readings.replayed
    if seen is None:
        if facts.seconds(state.since, now) < state.start_seconds + _REPLAY_SECONDS:
            return state, ()
        reason = f"the kept cases could not be sent within {_REPLAY_SECONDS:g} s after the start"
        return _turn(state, now, Phase.STOPPED, reason=reason)
    told = facts.replayed(state, seen)
    if seen.refused:
        after, records = _turn(state, now, Phase.STOPPED, reason=f"a kept case is not taken: {seen.refused[0]}")
        return after, (told, *records)
    return _enter(state, Phase.SHIFTING, now, reason=f"healthy, takes {seen.cases} kept cases"), (told,)


def _replays(state: RolloutState) -> bool:
    """Say whether there are cases to send: a first version has promised nothing yet."""
    return bool(state.cases and state.baseline)


def _unhealthy(state: RolloutState, now: datetime, readings: Readings) -> Decided:
    """Wait on, or give up with the last words of the instance that is to blame."""
    broken = readings.failed(state.instances)
    if broken is None and facts.seconds(state.since, now) < state.start_seconds:
        return state, ()
    sick = broken or next((one for one in readings.instances.values() if one.id in state.instances), None)
    what = "ends again and again" if broken else f"was not healthy within {state.start_seconds:g} s"
    name = sick.id if sick else ", ".join(state.instances)
    told = replace(state, output=sick.last_output if sick else "")
    return _turn(told, now, Phase.STOPPED, reason=f"instance {name} {what}")


def _shifting(state: RolloutState, now: datetime, readings: Readings) -> Decided:
    wanted = weights(state)
    if not readings.has_split(wanted):
        if readings.split is None or facts.seconds(state.since, now) < state.start_seconds:
            return state, ()
        reason = f"the gateway did not take the split within {state.start_seconds:g} s"
        return _turn(state, now, Phase.STOPPED, reason=reason)
    if state.step >= len(_steps(state)):
        after = _enter(state, Phase.PROMOTED, now)
        record = facts.ended(after, outcome=Phase.PROMOTED, now=now, weights=wanted, by=facts.LOOP)
        return replace(after, notice=facts.notice(after, record)), (record,)
    seen = readings.traffic or Reading()
    calls = max(state.step_base, seen.whole.canary.requests)
    after = replace(_enter(state, Phase.JUDGING, now), step_base=calls)
    return after, (facts.stepped(after, wanted),)


def _judging(state: RolloutState, now: datetime, readings: Readings) -> Decided:
    broken = readings.failed(state.instances)
    if broken is not None:
        told = replace(state, output=broken.last_output)
        return _turn(told, now, Phase.STOPPED, reason=f"instance {broken.id} ends again and again")
    entry, options = strategy(state.strategy), _options(state)
    memory, verdict = state.judge, None
    if readings.traffic is not None:
        memory, verdict = judge(state.judge, readings.traffic, entry.bounds(options))
    calls = memory.stream(ALL_CALLS).judged.canary.requests - state.step_base
    progress = Progress(state.step, verdict, calls, facts.seconds(state.since, now), facts.seconds(state.began, now))
    advice = entry.advise(options, progress)
    numbers = verdict.numbers() if verdict else state.verdict
    after = replace(state, judge=memory, verdict=numbers, reason=advice.reason, late=advice.late)
    if advice.move is Move.STOP:
        return _turn(after, now, Phase.STOPPED, reason=advice.reason)
    if advice.late and not state.late:
        after = replace(after, notice=facts.overdue(after))
    if advice.move is Move.ADVANCE and not advice.late:
        return _enter(replace(after, step=state.step + 1), Phase.SHIFTING, now), ()
    if advice.move is Move.PROMOTE and not advice.late:
        return _enter(replace(after, step=len(_steps(state))), Phase.SHIFTING, now), ()
    return after, ()


def _returning(state: RolloutState, now: datetime, readings: Readings) -> Decided:
    wanted = weights(state)
    return (_enter(state, Phase.DRAINING, now), ()) if not wanted or readings.has_split(wanted) else (state, ())


def _draining(state: RolloutState, now: datetime, readings: Readings) -> Decided:
    gone = not readings.present(state.instances)
    over = facts.seconds(state.since, now) >= state.grace_seconds
    return (_enter(state, state.outcome or Phase.STOPPED, now), ()) if gone and over else (state, ())


def _rolling_back(state: RolloutState, now: datetime, readings: Readings) -> Decided:
    return (_enter(state, Phase.ROLLED_BACK, now), ()) if readings.has_split(weights(state)) else (state, ())


_HANDLERS: Mapping[Phase, Callable[[RolloutState, datetime, Readings], Decided]] = {
    Phase.PENDING: _pending,
    Phase.STARTING: _starting,
    Phase.WAITING_HEALTHY: _waiting_healthy,
    Phase.SHIFTING: _shifting,
    Phase.JUDGING: _judging,
    Phase.RETURNING: _returning,
    Phase.DRAINING: _draining,
    Phase.ROLLING_BACK: _rolling_back,
}


def _enter(state: RolloutState, phase: Phase, now: datetime, *, reason: str | None = None) -> RolloutState:
    return replace(state, phase=phase, since=now, reason=state.reason if reason is None else reason)


def _turn(state: RolloutState, now: datetime, outcome: Phase, *, reason: str, by: str = "") -> Decided:
    """Decide against the canary: traffic goes back first, its instances go after a grace time."""
    record = facts.ended(
        replace(state, reason=reason), outcome=outcome, now=now, weights=weights(state), by=by or facts.LOOP
    )
    after = replace(_enter(state, Phase.RETURNING, now, reason=reason), outcome=outcome)
    return replace(after, notice=facts.notice(after, record)), (record,)


def _wanted(state: RolloutState, now: datetime, readings: Readings) -> tuple[Action, ...]:
    """Give what the phase needs and the readings do not show."""
    actions: list[Action] = []
    if state.phase in _UNDECIDED and state.phase is not Phase.PENDING:
        missing = readings.missing(state.instances)
        actions += [StartInstances(missing)] if missing else []
    waits = state.phase is Phase.WAITING_HEALTHY and _replays(state) and readings.replayed is None
    if waits and readings.all_healthy(state.instances):
        actions.append(ReplayCases(state.cases))
    wanted = weights(state)
    settled = not wanted or readings.has_split(wanted)
    if not settled:
        actions.append(SetSplit(wanted))
    if state.phase is Phase.DRAINING and settled and facts.seconds(state.since, now) >= state.grace_seconds:
        present = readings.present(state.instances)
        actions += [StopInstances(present)] if present else []
    return tuple(actions)


def _notices(state: RolloutState, readings: Readings) -> tuple[Action, ...]:
    notify = facts.notify(state)
    return () if notify is None or notify.id in readings.told else (notify,)
