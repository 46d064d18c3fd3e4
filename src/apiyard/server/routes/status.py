"""How everything is: gateways, processes, versions, splits; logs of processes; API tokens."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from apiyard.access.token import new_api_token, token_digest
from apiyard.core.clock import SystemClock
from apiyard.core.errors import InvalidInputError
from apiyard.server.identity import Admin, Doors, Viewer
from apiyard.wiring.status import status, traffic_summary

ROUTER = APIRouter(prefix="/api", tags=["status"])
Window = Annotated[float, Query(gt=0, le=14 * 86_400, description="How far back, in seconds.")]


class TokenAsked(BaseModel):
    """What a token is for."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")
    role: Literal["viewer", "approver", "admin"] = "viewer"
    days: float = Field(default=30, gt=0, le=400)


@ROUTER.get("/status", operation_id="getStatus", summary="How everything is")
def get_status(parts: Doors, _: Viewer) -> dict[str, Any]:
    """Give gateways, deployments, splits, rollouts under way and how whole the traffic records are."""
    return status(parts)


@ROUTER.get("/traffic", operation_id="getTraffic", summary="Calls by operation, version, consumer or status")
def get_traffic(
    parts: Doors,
    _: Viewer,
    *,
    api: str = "",
    environment: str = "",
    by: Annotated[list[str] | None, Query()] = None,
    seconds: Window = 900.0,
) -> dict[str, Any]:
    """Count calls; the newest moments may still be missing, `complete_through` says from when on."""
    until = SystemClock().now()
    asked = by or ["api", "operation", "version"]
    return traffic_summary(parts, api, environment, since=until - timedelta(seconds=seconds), until=until, by=asked)


@ROUTER.get("/processes/{id_}/log", operation_id="getProcessLog", summary="The end of what a process wrote")
def get_log(parts: Doors, _: Admin, *, id_: str, lines: Annotated[int, Query(ge=1, le=5000)] = 200) -> dict[str, Any]:
    """Give the last lines of a service's or an Envoy's output."""
    return {"id": id_, "lines": parts.node.process_log(id_, lines)}


@ROUTER.post("/tokens", operation_id="createToken", summary="Make an API token; its text is shown this once")
def make_token(parts: Doors, _: Admin, asked: TokenAsked) -> dict[str, Any]:
    """Make a token for a program or a colleague."""
    token = new_api_token()
    expires = SystemClock().now() + timedelta(days=asked.days)
    made = parts.store.people.add_token(asked.name, sha256=token_digest(token), role=asked.role, expires=expires)
    return {"name": made.name, "role": made.role, "expires": expires.isoformat(), "token": token.reveal()}


@ROUTER.get("/tokens", operation_id="listTokens", summary="API tokens, without their texts")
def list_tokens(parts: Doors, _: Admin) -> dict[str, Any]:
    """List tokens."""
    return {"tokens": [asdict(each) for each in parts.store.people.tokens()]}


@ROUTER.delete("/tokens/{name}", operation_id="revokeToken", summary="Revoke an API token")
def delete_token(parts: Doors, caller: Admin, name: str) -> dict[str, Any]:
    """Revoke a token; not the one that asks."""
    if caller.name == f"token:{name}":
        raise InvalidInputError("a token cannot revoke itself", piece=name)
    parts.store.people.revoke_token(name)
    return {"name": name, "revoked": True}
