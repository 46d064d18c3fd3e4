"""The journey of a rollout: look, let it decide, save, act; the same after every crash."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apiyard.core.clock import Clock, SystemClock
from apiyard.core.digest import Digest
from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.deploy.action import Action, Notify, Record, ReplayCases, SetSplit, StartInstances, StopInstances
from apiyard.deploy.instance import Health
from apiyard.deploy.observed import Order, Readings, Replayed
from apiyard.deploy.reading import Reading, reading_of
from apiyard.deploy.rollout import step
from apiyard.deploy.rollout_state import Phase, RolloutState
from apiyard.observe.readings import readings_by_operation
from apiyard.store.intents import ANY, Change
from apiyard.wiring.deployments import Placed, look, placed, remove, settle, start
from apiyard.wiring.kept_cases import replay
from apiyard.wiring.parts import Parts
from apiyard.wiring.push import push_or_refuse
from apiyard.wiring.state import State, read_state

_LOG = logging.getLogger("apiyard.rollouts")


@dataclass(frozen=True, slots=True)
class _Turn:
    """One rollout at one moment.

    Args:
        parts: the doors.
        state: all intents.
        id: the rollout.
        body: its intent.
        rollout: its state.
        now: the time.
    """

    parts: Parts
    state: State
    id: str
    body: Mapping[str, Any]
    rollout: RolloutState
    now: datetime

    @property
    def deployment(self) -> str:
        """The id of the canary's deployment."""
        return f"{self.rollout.api}@{self.rollout.canary}/{self.rollout.environment}"

    @property
    def lane(self) -> str:
        """The id under which at most one rollout goes on."""
        return f"{self.rollout.environment}/{self.rollout.api}"


def advance_all(parts: Parts, *, clock: Clock | None = None) -> None:
    """Take every rollout one step further; a fault in one never stops the others.

    Args:
        parts: the doors.
        clock: the time of day; the machine's when None.
    """
    now = (clock or SystemClock()).now()
    for lane in read_state(parts.store.intents).all("rolling").values():
        try:
            advance(parts, lane["rollout"], now)
        except ApiyardError as error:
            _LOG.warning("rollout %s: %s", lane["rollout"], error)


def advance(parts: Parts, id_: str, now: datetime) -> RolloutState:
    """Take one rollout one step further.

    Args:
        parts: the doors.
        id_: the rollout.
        now: the time.

    Returns:
        Its state afterwards.

    Raises:
        ConflictError: somebody else changed it meanwhile; the next step looks again.
        ApiyardError: an action could not be carried out; the next step gives it again.
    """
    state = read_state(parts.store.intents)
    body = state.body("rollout", id_)
    if body is None:
        parts.store.intents.commit(_orphans(state, id_))
        raise ApiyardError("a rollout under way has no state", where=id_, hint="its lane was cleared")
    turn = _Turn(parts, state, id_, body, RolloutState.from_json(body["state"]), now)
    what = placed(state, turn.deployment) if state.body("deployment", turn.deployment) else None
    after, actions = step(turn.rollout, now, _readings(turn, what))
    _save(turn, after, actions)
    for action in actions:
        _act(turn, what, action)
    return after


def _orphans(state: State, id_: str) -> list[Change]:
    return [
        state.change("rolling", lane, None) for lane, body in state.all("rolling").items() if body["rollout"] == id_
    ]


def _save(turn: _Turn, after: RolloutState, actions: tuple[Action, ...]) -> None:
    """The state and the facts about it are saved in one transaction, before anything is done."""
    changes = []
    body = {**turn.body, "state": after.to_json()}
    if body != turn.body:
        changes.append(turn.state.change("rollout", turn.id, body))
    facts = [action.evidence for action in actions if isinstance(action, Record)]
    if after.phase.ended and not any(isinstance(each, Notify) for each in actions):
        changes.append(turn.state.change("rolling", turn.lane, None))
        if turn.state.body("replayed", turn.id):
            changes.append(turn.state.change("replayed", turn.id, None))
        if after.phase in {Phase.STOPPED, Phase.ABORTED} and turn.state.body("deployment", turn.deployment):
            # Its instances never came to be, so nobody removed it.
            changes.append(turn.state.change("deployment", turn.deployment, None))
    if changes or facts:
        turn.parts.store.intents.commit(changes, facts)


def _readings(turn: _Turn, what: Placed | None) -> Readings:
    seen = {} if what is None else dict(look(turn.parts, what))
    if what is not None and turn.rollout.phase not in {Phase.RETURNING, Phase.DRAINING}:
        healthy = all(each.id in seen and seen[each.id].health is Health.HEALTHY for each in what.instances)
        if healthy and settle(turn.parts, turn.state, what, seen=seen):
            # The state moved on; the next step sees it.
            turn.parts.nudge()
    effective = turn.state.body("effective", turn.lane)
    return Readings(
        instances=seen,
        split={} if effective is None else dict(effective["weights"]),
        traffic=_traffic(turn),
        order=Order(turn.body.get("order", "")),
        by=turn.body.get("by", ""),
        told=tuple(turn.state.all("notice")),
        replayed=_replayed(turn),
    )


def _replayed(turn: _Turn) -> Replayed | None:
    body = turn.state.body("replayed", turn.id)
    return None if body is None else Replayed(int(body["cases"]), tuple(body["refused"]), int(body["skipped"]))


def _traffic(turn: _Turn) -> Reading | None:
    """Read up to the watermark only: what came later may still lack the errors."""
    rollout, began = turn.rollout, turn.rollout.began
    if began is None or not rollout.baseline or rollout.phase not in {Phase.SHIFTING, Phase.JUDGING}:
        return None
    traffic = turn.parts.traffic
    known = traffic.watches.completeness(rollout.environment, began)
    if known.through is None or known.through <= began:
        return None
    counts = readings_by_operation(traffic.records, rollout.api, rollout.environment, since=began, until=known.through)
    return reading_of(
        counts,
        baseline=rollout.baseline,
        canary=rollout.canary,
        added=_added(turn),
        complete=known.complete,
    )


def _added(turn: _Turn) -> set[str]:
    """The operations that the baseline does not have."""
    routes = turn.parts.routes.routes
    old = turn.state.body("deployment", f"{turn.rollout.api}@{turn.rollout.baseline}/{turn.rollout.environment}")
    new = turn.state.body("deployment", turn.deployment)
    if old is None or new is None:
        return set()
    known = {each.operation for each in routes(Digest(old["contract"]))}
    return {each.operation for each in routes(Digest(new["contract"]))} - known


def _act(turn: _Turn, what: Placed | None, action: Action) -> None:
    if isinstance(action, StartInstances) and what is not None:
        start(turn.parts, what, action.ids)
    elif isinstance(action, ReplayCases) and what is not None:
        _replay(turn, what)
    elif isinstance(action, SetSplit):
        set_split(turn.parts, turn.lane, action.weights)
    elif isinstance(action, StopInstances):
        remove(turn.parts, turn.deployment, by="loop:rollouts", reason=turn.rollout.reason)
    elif isinstance(action, Notify):
        notice: dict[str, Json] = {"payload": dict(action.payload), "at": turn.now.isoformat(), "delivered": False}
        turn.parts.store.intents.commit([Change("notice", action.id, notice, ANY)])
        turn.parts.nudge()


def _replay(turn: _Turn, what: Placed) -> None:
    """Send the cases that belong to the release, by the contract of the version that serves."""
    rollout, state, blobs = turn.rollout, turn.state, turn.parts.store.blobs
    release = state.body("release", f"{rollout.api}@{rollout.canary}")
    serving = state.body("deployment", f"{rollout.api}@{rollout.baseline}/{rollout.environment}")
    if release is None or serving is None:
        return
    cases = json.loads(blobs.get(Digest(release["policies"])))["rollout"].get("cases", ())
    seen = replay(turn.parts, what, look(turn.parts, what), baseline=Digest(serving["contract"]), cases=cases)
    body: dict[str, Json] = {"cases": seen.cases, "refused": list(seen.refused), "skipped": seen.skipped}
    turn.parts.store.intents.commit([Change("replayed", turn.id, body, ANY)])
    turn.parts.nudge()


def set_split(parts: Parts, lane: str, weights: Mapping[str, int]) -> None:
    """Make a split effective, and remember it as effective once the gateway confirmed it.

    Args:
        parts: the doors.
        lane: ``ENVIRONMENT/API``.
        weights: basis points by version.

    Raises:
        RefusedError: the gateway refused; the former split is still effective.
    """
    with parts.pushing:
        body: dict[str, Json] = {"weights": dict(weights)}
        parts.store.intents.commit([Change("split", lane, body, ANY)])
        applied = push_or_refuse(parts, lane.partition("/")[0])
        if applied.live:
            parts.store.intents.commit([Change("effective", lane, body, ANY)])
