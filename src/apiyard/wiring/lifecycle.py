"""The journey of a version's end: past its sunset it answers 410 and its instances are gone."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.core.evidence import Evidence, EvidenceKind, Subject, Verdict
from apiyard.deploy.registry import Deployment
from apiyard.store.intents import ANY, Change
from apiyard.wiring.deployments import about, remove
from apiyard.wiring.gateway_intents import unix
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import State, read_state

_LOG = logging.getLogger("apiyard.lifecycle")


def retire_due(parts: Parts) -> list[str]:
    """Retire every deployed version whose time is over.

    Args:
        parts: the doors; ``parts.clock`` tells the time that decides.

    Returns:
        The deployments that were retired.
    """
    state = read_state(parts.store.intents)
    now = parts.clock.now()
    retired = []
    for id_, body in state.all("deployment").items():
        if not _due(state, body, now):
            continue
        try:
            if _retire(parts, state, id_, now=now):
                retired.append(id_)
        except ApiyardError as error:
            _LOG.warning("retire %s: %s", id_, error)
    return retired


def _due(state: State, body: Mapping[str, Any], now: datetime) -> bool:
    product = state.body("product", body["api"])
    stage = (product or {}).get("lifecycle", {}).get(body["version"], {})
    sunset = unix(stage.get("sunset", ""))
    over = sunset is not None and now.timestamp() >= sunset
    return bool(stage.get("stage") == "retired" or (stage.get("stage") == "deprecated" and over))


def _retire(parts: Parts, state: State, id_: str, *, now: datetime) -> bool:
    body = state.body("deployment", id_)
    deployment = Deployment.from_json(body or {})
    if _still_default(state, deployment):
        _warn_once(parts, deployment)
        return False
    tomb = {**(body or {}), "endpoints": [], "retired_at": now.isoformat()}
    fact = Evidence(
        EvidenceKind.LIFECYCLE,
        Subject("version", f"{deployment.api}@{deployment.version}", deployment.bundle),
        Verdict.PASS,
        about(deployment),
        {"stage": "retired", "at": now.isoformat()},
        by="loop:lifecycle",
    )
    remove(
        parts,
        id_,
        by="loop:lifecycle",
        reason="its sunset is over",
        extra=(Change("retired", id_, tomb, ANY),),
        facts=(fact,),
    )
    return True


def _still_default(state: State, deployment: Deployment) -> bool:
    """A version that still gets calls that name no version is kept: an outage is worse than a late sunset."""
    split = state.body("split", f"{deployment.environment}/{deployment.api}")
    return bool(split and int(split["weights"].get(deployment.version, 0)) > 0)


def _warn_once(parts: Parts, deployment: Deployment) -> None:
    subject = Subject("version", f"{deployment.api}@{deployment.version}", deployment.bundle)
    told = parts.store.ledger.find(
        kinds=(EvidenceKind.LIFECYCLE,), subject_id=subject.id, environment=deployment.environment, limit=1
    )
    if told and told[0].evidence.verdict is Verdict.WARN:
        return
    numbers = {"stage": "sunset", "reason": "it still serves the calls that name no version; promote another one first"}
    fact = Evidence(EvidenceKind.LIFECYCLE, subject, Verdict.WARN, about(deployment), numbers, by="loop:lifecycle")
    parts.store.ledger.append(fact)
