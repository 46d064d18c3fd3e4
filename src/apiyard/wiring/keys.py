"""The journeys of keys: issue, revoke, override the plan; each is pushed to the gateway before it is acknowledged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from apiyard.access.key_intent import KIND, key_evidence, key_intent_body, override, revoke
from apiyard.access.keys import IssuedKey, issue
from apiyard.core.clock import SystemClock
from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.evidence import EvidenceKind
from apiyard.core.json import JsonObject
from apiyard.store.intents import NEW, Change
from apiyard.wiring.parts import Parts
from apiyard.wiring.push import push_or_refuse
from apiyard.wiring.state import State, read_state

DEFAULT_DAYS = 90.0
"""How long a key lives unless somebody says otherwise."""


def issue_key(
    parts: Parts, consumer: str, environment: str, *, application: str = "", days: float = DEFAULT_DAYS, by: str
) -> IssuedKey:
    """Issue a key to a consumer.

    Args:
        parts: the doors.
        consumer: who will call; their plan counts.
        environment: where it will be good.
        application: with which program; empty for the consumer's first.
        days: how long it lives.
        by: who asks.

    Returns:
        The key with its text, which is kept nowhere.

    Raises:
        UnknownNameError: no such consumer, application or environment.
        InvalidInputError: the lifetime is out of bounds.
    """
    state = read_state(parts.store.intents)
    declared = state.body("consumer", consumer)
    if declared is None:
        raise unknown("consumer", consumer, state.all("consumer"), where="apiyard.yaml#/consumers")
    if state.body("environment", environment) is None:
        raise unknown("environment", environment, state.all("environment"))
    applications = declared["applications"]
    if application and application not in applications:
        raise unknown("application", application, applications, where=f"consumer {consumer}")
    issued = issue(
        consumer=consumer,
        application=application or applications[0],
        plan=declared["plan"],
        environment=environment,
        lifetime=_lifetime(days),
        clock=SystemClock(),
        ring=parts.keys,
    )
    body = key_intent_body(issued)
    fact = key_evidence(EvidenceKind.KEY_ISSUED, issued.jti, body, by=by)
    parts.store.intents.commit([Change(KIND, issued.jti, body, NEW)], [fact])
    return issued


def revoke_key(parts: Parts, jti: str, *, by: str) -> JsonObject:
    """Revoke a key; when this returns the gateway refuses it.

    Args:
        parts: the doors.
        jti: the id of the key.
        by: who asks.

    Returns:
        What is kept of the key.

    Raises:
        UnknownNameError: no such key.
        ConflictError: it was revoked before.
    """
    state, body = _key(parts, jti)
    return _change(parts, state, jti, body=revoke(body, SystemClock().now()), kind=EvidenceKind.KEY_REVOKED, by=by)


def override_plan(parts: Parts, jti: str, plan: str | None, *, by: str) -> JsonObject:
    """Let another plan count than the one a key names.

    Args:
        parts: the doors.
        jti: the id of the key.
        plan: the plan; None lets the key's own count again.
        by: who asks.

    Returns:
        What is kept of the key.

    Raises:
        UnknownNameError: no such key or plan.
        ConflictError: the key is revoked.
    """
    state, body = _key(parts, jti)
    if plan is not None and state.body("plan", plan) is None:
        raise unknown("plan", plan, state.all("plan"))
    return _change(parts, state, jti, body=override(body, plan), kind=EvidenceKind.PLAN_OVERRIDE, by=by)


def rotate_signing_key(parts: Parts, *, by: str) -> str:
    """Make a new signing key: gateways learn it before keys are issued with it; keys of the former one stay good.

    Args:
        parts: the doors.
        by: who asks.

    Returns:
        The id of the new signing key.
    """
    parts.keys.prepare(SystemClock())
    state = read_state(parts.store.intents)
    for environment in state.all("environment"):
        push_or_refuse(parts, environment, state=state)
    return parts.keys.rotate(SystemClock())


def _key(parts: Parts, jti: str) -> tuple[State, dict[str, Any]]:
    state = read_state(parts.store.intents)
    body = state.body(KIND, jti)
    if body is None:
        raise unknown("key", jti, state.all(KIND))
    return state, dict(body)


def _change(parts: Parts, state: State, jti: str, *, body: JsonObject, kind: EvidenceKind, by: str) -> JsonObject:
    parts.store.intents.commit([state.change(KIND, jti, body)], [key_evidence(kind, jti, body, by=by)])
    push_or_refuse(parts, str(body["environment"]))
    return body


def _lifetime(days: float) -> timedelta:
    try:
        return timedelta(days=days)
    except OverflowError as error:
        raise InvalidInputError("the lifetime of a key is out of bounds", piece=str(days)) from error
