"""What is kept of a key: an intent without its text, the facts about it, and the lists for the gateway."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apiyard.access.keys import IssuedKey
from apiyard.core.errors import ConflictError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import JsonObject
from apiyard.core.names import PlanName

KIND = "key"
"""The kind of the intent; its id is the key's ``jti``."""


def key_intent_body(issued: IssuedKey) -> JsonObject:
    """Give the body of a key's intent.

    Args:
        issued: the key.

    Returns:
        consumer, application, plan, environment, kid, issued and expires (Unix seconds), revoked (Unix seconds
        or null) and override (a plan that counts instead, or null); never the text.
    """
    claims = issued.claims
    return {
        "consumer": str(claims.consumer),
        "application": str(claims.application),
        "plan": str(claims.plan),
        "environment": str(claims.environment),
        "kid": claims.kid,
        "issued": int(claims.issued.timestamp()),
        "expires": int(claims.expires.timestamp()),
        "revoked": None,
        "override": None,
    }


def revoke(body: JsonObject, now: datetime) -> JsonObject:
    """Give the body of a key that is revoked.

    Args:
        body: what is kept of the key.
        now: when, aware.

    Returns:
        The new body.

    Raises:
        ConflictError: it was revoked before.
    """
    if body.get("revoked") is not None:
        raise ConflictError("the key was revoked before", hint="nothing is left to do", retryable=False)
    return {**body, "revoked": int(now.timestamp())}


def override(body: JsonObject, plan: str | None) -> JsonObject:
    """Give the body of a key whose plan is replaced.

    Args:
        body: what is kept of the key.
        plan: the plan that counts from now on; None lets the key's own count again.

    Returns:
        The new body.

    Raises:
        InvalidInputError: the name is no plan's name.
        ConflictError: the key is revoked.
    """
    if body.get("revoked") is not None:
        raise ConflictError("the key is revoked", hint="issue a new one", retryable=False)
    return {**body, "override": None if plan is None else str(PlanName(plan))}


def key_evidence(kind: EvidenceKind, jti: str, body: JsonObject, *, by: str) -> Evidence:
    """Give the fact that something happened to a key.

    Args:
        kind: KEY_ISSUED, KEY_REVOKED or PLAN_OVERRIDE.
        jti: the id of the key.
        body: what is kept of the key from now on.
        by: who caused it.

    Returns:
        The evidence.
    """
    return Evidence(
        kind=kind,
        subject=Subject("key", jti),
        verdict=Verdict.INFO,
        about=About(environment=str(body["environment"])),
        numbers={name: body[name] for name in ("consumer", "application", "plan", "expires", "kid", "override")},
        by=by,
    )


def revoked_keys(bodies: Mapping[str, Mapping[str, Any]], environment: str, now: datetime) -> tuple[str, ...]:
    """Give the ids that the gateway must refuse; a key that ended is refused by its own date and is left out.

    Args:
        bodies: what is kept of keys, by id.
        environment: whose gateway.
        now: the time, aware.

    Returns:
        Ids in order.
    """
    return tuple(jti for jti, body in _living(bodies, environment, now) if body["revoked"] is not None)


def plan_overrides(bodies: Mapping[str, Mapping[str, Any]], environment: str, now: datetime) -> dict[str, PlanName]:
    """Give the plans that count instead of those that keys name.

    Args:
        bodies: what is kept of keys, by id.
        environment: whose gateway.
        now: the time, aware.

    Returns:
        Plans by key id, in order of the ids.
    """
    return {
        jti: PlanName(body["override"])
        for jti, body in _living(bodies, environment, now)
        if body["revoked"] is None and body.get("override")
    }


def _living(
    bodies: Mapping[str, Mapping[str, Any]], environment: str, now: datetime
) -> list[tuple[str, Mapping[str, Any]]]:
    seconds = now.timestamp()
    return [
        (jti, body)
        for jti, body in sorted(bodies.items())
        if body["environment"] == environment and body["expires"] > seconds
    ]
