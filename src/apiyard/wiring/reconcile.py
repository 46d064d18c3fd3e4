"""Make what runs equal to what is declared: gateways and instances, after every crash and restart."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apiyard.core.clock import SystemClock
from apiyard.core.errors import ApiyardError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import Json
from apiyard.deploy.registry import DeploymentState
from apiyard.wiring.deployments import Placed, look, placed, settle, start
from apiyard.wiring.node_messages import GatewayStatus, ProcessState
from apiyard.wiring.parts import Parts
from apiyard.wiring.push import compiled, push
from apiyard.wiring.state import State, read_state

_LOG = logging.getLogger("apiyard.reconcile")
TRIAL_SECONDS = 900.0
"""A service that is started for a release's tests is ended after this time, whatever became of the release."""


def reconcile_gateways(parts: Parts) -> None:
    """Push to gateways that serve something else than what is declared; tell restarts.

    Args:
        parts: the doors.
    """
    state = read_state(parts.store.intents)
    running = {each.environment: each for each in parts.node.status().gateways}
    for environment in state.all("environment"):
        found = running.get(environment)
        try:
            with parts.pushing:
                # Read anew: a journey may have changed the intents while this waited for its turn.
                wanted = compiled(parts, read_state(parts.store.intents), environment)
                if found is None or found.state is ProcessState.EXITED or found.digest != wanted.snapshot.digest:
                    push(parts, environment)
        except ApiyardError as error:
            _LOG.warning("gateway %s: %s", environment, error)
        if found is not None:
            _tell_restart(parts, found)


def _tell_restart(parts: Parts, found: GatewayStatus) -> None:
    if not found.restarts and not found.fallback:
        return
    name = f"{found.environment}:{found.born}:{found.restarts}:{found.fallback_digest[:19]}"
    told = parts.store.ledger.find(kinds=(EvidenceKind.GATEWAY_RESTART,), subject_id=name, limit=1)
    if not told:
        numbers: dict[str, Json] = {
            "restarts": found.restarts,
            "fallback": found.fallback,
            "output": found.last_output[-1000:],
        }
        subject = Subject("gateway", name)
        about = About(environment=found.environment)
        fact = Evidence(EvidenceKind.GATEWAY_RESTART, subject, Verdict.WARN, about, numbers, by="agent:local")
        parts.store.ledger.append(fact)


def reconcile_instances(parts: Parts) -> None:
    """Start instances that are declared and missing, follow those that moved, end those that nobody declares.

    Args:
        parts: the doors.
    """
    state = read_state(parts.store.intents)
    going = _under_way(state)
    for id_ in state.all("deployment"):
        if id_ in going:
            continue  # the rollout looks after its canary itself
        try:
            _tend(parts, state, placed(state, id_))
        except ApiyardError as error:
            _LOG.warning("deployment %s: %s", id_, error)
    _end_orphans(parts)


def _under_way(state: State) -> set[str]:
    going = set()
    for lane in state.all("rolling").values():
        rollout = (state.body("rollout", lane["rollout"]) or {}).get("state", {})
        going.add(f"{rollout.get('api')}@{rollout.get('canary')}/{rollout.get('environment')}")
    return going


def _tend(parts: Parts, state: State, what: Placed) -> None:
    if what.deployment.state is not DeploymentState.ACTIVE:
        return
    seen = look(parts, what)
    missing = tuple(each.id for each in what.instances if each.id not in seen)
    if missing:
        start(parts, what, missing)
    else:
        settle(parts, state, what, seen=seen)


def _living_trials(trials: Mapping[str, Mapping[str, Any]], now: datetime) -> set[str]:
    return {
        id_
        for id_, body in trials.items()
        if now.timestamp() - datetime.fromisoformat(body["at"]).timestamp() < TRIAL_SECONDS
    }


def _end_orphans(parts: Parts) -> None:
    """A process that no intent names is what a crash between two steps left behind."""
    # Processes first: one that is listed has its intent by now, for the intent is always written before.
    running = parts.node.processes()
    fresh = read_state(parts.store.intents)
    wanted = _living_trials(fresh.all("trial"), SystemClock().now())
    for body in fresh.all("deployment").values():
        wanted.update(body["instances"])
    for process in running:
        if process.id not in wanted:
            _LOG.info("ending %s, which no deployment names", process.id)
            parts.node.delete_process(process.id)
