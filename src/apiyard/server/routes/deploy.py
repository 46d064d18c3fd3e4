"""Deploy, promote, roll back; rollouts and their end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from apiyard.core.clock import SystemClock
from apiyard.core.errors import unknown
from apiyard.core.names import ApiName, Environment, Version
from apiyard.deploy.event import event_of
from apiyard.deploy.rollout_state import Phase, RolloutState
from apiyard.deploy.target import Place
from apiyard.server.identity import Admin, Doors, Viewer
from apiyard.wiring.deploy import deploy, order_abort, promote, rollback
from apiyard.wiring.parts import Parts

ROUTER = APIRouter(prefix="/api", tags=["deploy"])
_LONGEST_SECONDS = 3600.0
_EVERY_SECONDS = 0.3


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DeploymentAsked(_Strict):
    """Which version where."""

    api: str
    version: str
    environment: str


class PromotionAsked(_Strict):
    """Which version; without one, the one that serves in the first environment."""

    api: str
    version: str = ""


class RollbackAsked(_Strict):
    """Which API where."""

    api: str
    environment: str


@ROUTER.post("/deployments", operation_id="deploy", summary="Begin to roll a released version out")
def make_deployment(parts: Doors, caller: Admin, asked: DeploymentAsked) -> dict[str, Any]:
    """Begin a rollout; it goes on by itself and can be watched."""
    place = Place(ApiName(asked.api), Version(asked.version), Environment(asked.environment))
    begun = deploy(parts, place, by=caller.name)
    return {"rollout": begun.rollout, "changed": begun.changed, "environment": asked.environment}


@ROUTER.post("/promotions", operation_id="promote", summary="Deploy to the next environment")
def make_promotion(parts: Doors, caller: Admin, asked: PromotionAsked) -> dict[str, Any]:
    """Begin a rollout in the environment after the last one in which the version serves."""
    begun, place = promote(parts, asked.api, asked.version, by=caller.name)
    told = {"rollout": begun.rollout, "changed": begun.changed, "environment": str(place.environment)}
    return {**told, "version": str(place.version)}


@ROUTER.post("/rollbacks", operation_id="rollback", summary="Give the traffic back to the former version")
def make_rollback(parts: Doors, caller: Admin, asked: RollbackAsked) -> dict[str, Any]:
    """Turn the last promoted rollout around."""
    return {"rollout": rollback(parts, asked.api, asked.environment, by=caller.name), "changed": True}


@ROUTER.get("/rollouts", operation_id="listRollouts", summary="Rollouts, the newest first")
def list_rollouts(parts: Doors, _: Viewer, api: str = "") -> dict[str, Any]:
    """List rollouts with where they stand."""
    found = [body for body in parts.store.intents.list("rollout") if not api or body.body["state"]["api"] == api]  # type: ignore[index, call-overload]
    ordered = sorted(found, key=lambda intent: str(_state(intent.body).began or ""), reverse=True)
    return {"rollouts": [rollout_json(intent.body) for intent in ordered]}


@ROUTER.get("/rollouts/{id_}", operation_id="getRollout", summary="One rollout with its numbers")
def get_rollout(parts: Doors, _: Viewer, id_: str) -> dict[str, Any]:
    """Give where a rollout stands and the numbers that it rests on."""
    return rollout_json(_body(parts, id_))


@ROUTER.post("/rollouts/{id_}/abort", operation_id="abortRollout", summary="Stop a rollout")
def abort_rollout(parts: Doors, caller: Admin, id_: str) -> dict[str, Any]:
    """Ask a rollout to stop and to give the traffic back."""
    order_abort(parts, id_, by=caller.name)
    return {"rollout": id_, "ordered": "abort"}


@ROUTER.get("/rollouts/{id_}/events", operation_id="watchRollout", summary="Watch a rollout (server-sent events)")
async def watch_rollout(
    request: Request, parts: Doors, _: Viewer, *, id_: str, seconds: Annotated[float, Query(gt=0, le=3600)] = 600
) -> StreamingResponse:
    """Send an event whenever something changed, until the rollout ended."""
    await asyncio.to_thread(_body, parts, id_)
    closing: asyncio.Event = request.app.state.closing

    async def events() -> AsyncIterator[str]:
        last, ends = "", asyncio.get_running_loop().time() + min(seconds, _LONGEST_SECONDS)
        while not closing.is_set() and asyncio.get_running_loop().time() < ends:
            told = rollout_json(await asyncio.to_thread(_body, parts, id_))
            text = json.dumps({**told, "seconds": 0, "at": ""})
            if text != last:
                last = text
                yield f"data: {json.dumps(told)}\n\n"
            if told["ended"]:
                return
            await asyncio.sleep(_EVERY_SECONDS)

    return StreamingResponse(events(), media_type="text/event-stream", headers={"cache-control": "no-store"})


def _body(parts: Parts, id_: str) -> Any:
    found = parts.store.intents.get("rollout", id_)
    if found is None:
        raise unknown("rollout", id_, [each.id for each in parts.store.intents.list("rollout")])
    return found.body


def _state(body: Any) -> RolloutState:
    return RolloutState.from_json(body["state"])


def rollout_json(body: Any) -> dict[str, Any]:
    """Give a rollout in the form of the HTTP API.

    Args:
        body: the body of its intent.

    Returns:
        Plain data.
    """
    state = _state(body)
    told = event_of(state, SystemClock().now()).to_json()
    names = ("api", "environment", "baseline", "canary", "strategy", "output")
    return {
        **told,
        **{name: getattr(state, name) for name in names},
        "began": state.began.isoformat() if state.began else None,
        "outcome": state.outcome.value if state.outcome else None,
        # An order that the loop has not taken up yet is still to come.
        "ended": state.phase.ended and not (state.phase is Phase.PROMOTED and body.get("order") == "rollback"),
        "by": body.get("by", ""),
    }
