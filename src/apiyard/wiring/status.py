"""How everything is, for the command line and programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from apiyard.core.clock import SystemClock
from apiyard.core.errors import UnavailableError
from apiyard.deploy.rollout_state import RolloutState
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import State, read_state

_RECENT = timedelta(minutes=15)


def status(parts: Parts) -> dict[str, Any]:
    """Give how everything is.

    Args:
        parts: the doors.

    Returns:
        Environments with their gateways, deployments with their splits and stages, rollouts under way.
    """
    state = read_state(parts.store.intents)
    try:
        node = parts.node.status()
        gateways = {each.environment: each for each in node.gateways}
        processes = {each.id: each for each in node.processes}
    except UnavailableError:
        gateways, processes = {}, {}
    environments = []
    for name, body in sorted(state.all("environment").items(), key=lambda item: int(item[1]["order"])):
        found = gateways.get(name)
        known = parts.traffic.watches.completeness(name, SystemClock().now() - _RECENT)
        environments.append(
            {
                "name": name,
                "url": f"http://{body['gateway']['host']}:{body['gateway']['port']}",
                "gateway": found.state.value if found else "absent",
                "pid": found.pid if found else None,
                "digest": found.digest if found else "",
                "records_through": known.through.isoformat() if known.through else None,
                "records_missing": known.missing,
            }
        )
    deployments = [
        _deployment(state, id_, body=body, processes=processes) for id_, body in state.all("deployment").items()
    ]
    rolling = [_rollout(state, lane["rollout"]) for lane in state.all("rolling").values()]
    return {"environments": environments, "deployments": deployments, "rollouts": rolling}


def _deployment(state: State, id_: str, *, body: Any, processes: Any) -> dict[str, Any]:
    api, version, environment = body["api"], body["version"], body["environment"]
    weights = (state.body("effective", f"{environment}/{api}") or {}).get("weights", {})
    stage = (state.body("product", api) or {}).get("lifecycle", {}).get(version, {})
    return {
        "id": id_,
        "api": api,
        "version": version,
        "environment": environment,
        "target": body["target"],
        "state": body["state"],
        "share_percent": int(weights.get(version, 0)) / 100,
        "stage": stage.get("stage", "active"),
        "sunset": stage.get("sunset", ""),
        "instances": [_instance(each, processes.get(each)) for each in body["instances"]],
        "bundle": body["bundle"],
    }


def _instance(id_: str, found: Any) -> dict[str, Any]:
    if found is None:
        return {"id": id_, "state": "external", "port": None}
    return {"id": id_, "state": found.state.value, "port": found.port}


def _rollout(state: State, id_: str) -> dict[str, Any]:
    rollout = RolloutState.from_json((state.body("rollout", id_) or {})["state"])
    return {
        "id": id_,
        "api": rollout.api,
        "environment": rollout.environment,
        "canary": rollout.canary,
        "phase": rollout.phase.value,
        "reason": rollout.reason,
    }


def traffic_summary(
    parts: Parts, api: str, environment: str, *, since: datetime, until: datetime, by: Sequence[str]
) -> dict[str, Any]:
    """Count calls.

    Args:
        parts: the doors.
        api: name of the API; empty for all.
        environment: name of the environment; empty for all.
        since: from when on, aware.
        until: until when, aware.
        by: columns to count by.

    Returns:
        Rows, the largest first, and until when the records are known to be whole.
    """
    counts = parts.traffic.records.counts(api, environment, since, until=until, by=by)
    names = [environment] if environment else list(read_state(parts.store.intents).all("environment"))
    known = [parts.traffic.watches.completeness(name, since, until=until) for name in names]
    return {
        "by": list(by),
        "rows": [{**asdict(each), "key": list(each.key)} for each in counts],
        "complete_through": {each.environment: each.through.isoformat() if each.through else None for each in known},
        "missing": {each.environment: each.missing for each in known},
    }
