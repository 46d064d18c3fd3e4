"""The journey of a notice: from the outbox to the channels, at least once, and told in the ledger."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import Any

import httpx

from apiyard.access.secret import parse_secret, resolve_secret
from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import State, read_state

_LOG = logging.getLogger("apiyard.notify")
_TRIES = 8
_SECONDS = 5.0


def deliver(parts: Parts) -> int:
    """Deliver what waits in the outbox.

    Args:
        parts: the doors.

    Returns:
        How many notices were delivered to all their channels, or given up.
    """
    state = read_state(parts.store.intents)
    done = 0
    for id_, notice in state.all("notice").items():
        if not notice["delivered"]:
            done += _deliver(parts, state, id_, notice=notice)
    return done


def _deliver(parts: Parts, state: State, id_: str, *, notice: Mapping[str, Any]) -> bool:
    payload = notice["payload"]
    wanted = [name for name, body in state.all("notification").items() if _wants(body, payload)]
    reached = set(notice.get("reached", ()))
    faults: dict[str, str] = {}
    for name in wanted:
        if name in reached:
            continue
        fault = _post(parts, state.body("notification", name) or {}, id_, payload=payload)
        if fault:
            faults[name] = fault
        else:
            reached.add(name)
    tries = int(notice.get("tries", 0)) + 1
    over = not faults or tries >= _TRIES
    body = {**notice, "reached": sorted(reached), "tries": tries, "delivered": over}
    facts = [_fact(id_, payload, reached=sorted(reached), faults=faults)] if over and wanted else []
    parts.store.intents.commit([state.change("notice", id_, body)], facts)
    return over


def _wants(channel: Mapping[str, Any], payload: Mapping[str, Any]) -> bool:
    return not channel["events"] or payload.get("event", "") in channel["events"]


def _post(parts: Parts, channel: Mapping[str, Any], id_: str, *, payload: Mapping[str, Any]) -> str:
    """Post to a webhook; gives why it did not work, never the URL, which is a secret."""
    try:
        url = resolve_secret(parse_secret(channel["webhook"]), environ=os.environ, root=parts.program.root).reveal()
        if not url.startswith(("https://", "http://")):
            raise InvalidInputError("the webhook is no http or https URL")
        headers = {"idempotency-key": id_, "user-agent": "apiyard"}
        answer = httpx.post(url, json=dict(payload), headers=headers, timeout=_SECONDS, trust_env=False)
    except ApiyardError as error:
        return error.what
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return type(error).__name__
    return "" if answer.is_success else f"answered {answer.status_code}"


def _fact(id_: str, payload: Mapping[str, Any], *, reached: list[str], faults: Mapping[str, str]) -> Evidence:
    return Evidence(
        EvidenceKind.NOTIFICATION,
        Subject("notice", id_),
        Verdict.FAIL if faults else Verdict.PASS,
        About(str(payload.get("api", "")), str(payload.get("version", "")), str(payload.get("environment", ""))),
        {"channels": list(reached), "faults": dict(faults), "event": str(payload.get("event", ""))},
        by="loop:notify",
    )
