"""Keys of consumers: issue, list, revoke, override the plan, rotate the signing key."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from apiyard.server.identity import Admin, Doors, Viewer
from apiyard.wiring.keys import DEFAULT_DAYS, issue_key, override_plan, revoke_key, rotate_signing_key

ROUTER = APIRouter(prefix="/api", tags=["keys"])


class KeyAsked(BaseModel):
    """Whose key, and where it is good."""

    model_config = ConfigDict(extra="forbid")
    consumer: str
    environment: str
    application: str = ""
    days: float = Field(default=DEFAULT_DAYS, gt=0, description="How long it lives.")


class PlanAsked(BaseModel):
    """The plan that counts from now on; null lets the key's own count again."""

    model_config = ConfigDict(extra="forbid")
    plan: str | None


@ROUTER.post("/keys", operation_id="issueKey", summary="Issue a key; its text is shown this once")
def make_key(parts: Doors, caller: Admin, asked: KeyAsked) -> dict[str, Any]:
    """Issue a key to a consumer that the workspace declares."""
    issued = issue_key(
        parts, asked.consumer, asked.environment, application=asked.application, days=asked.days, by=caller.name
    )
    claims = issued.claims
    return {
        "jti": claims.jti,
        "key": issued.text,
        "consumer": claims.consumer,
        "application": claims.application,
        "plan": claims.plan,
        "environment": claims.environment,
        "expires": claims.expires.isoformat(),
    }


@ROUTER.get("/keys", operation_id="listKeys", summary="Keys, without their texts, which nobody has")
def list_keys(parts: Doors, _: Viewer) -> dict[str, Any]:
    """List what is kept of keys."""
    return {"keys": [{"jti": each.id, **each.body} for each in parts.store.intents.list("key")]}


@ROUTER.delete("/keys/{jti}", operation_id="revokeKey", summary="Revoke a key")
def delete_key(parts: Doors, caller: Admin, jti: str) -> dict[str, Any]:
    """Revoke a key; when this answers, the gateway refuses it."""
    return {"jti": jti, **revoke_key(parts, jti, by=caller.name)}


@ROUTER.post("/keys/{jti}/plan", operation_id="overridePlan", summary="Let another plan count")
def change_plan(parts: Doors, caller: Admin, *, jti: str, asked: PlanAsked) -> dict[str, Any]:
    """Override the plan that a key names."""
    return {"jti": jti, **override_plan(parts, jti, asked.plan, by=caller.name)}


@ROUTER.post("/signing-key", operation_id="rotateSigningKey", summary="Sign keys with a new key from now on")
def rotate(parts: Doors, caller: Admin) -> dict[str, Any]:
    """Rotate the signing key; keys that the former one signed stay good until they end."""
    return {"kid": rotate_signing_key(parts, by=caller.name)}
