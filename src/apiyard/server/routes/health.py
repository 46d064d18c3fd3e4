"""Health of the control plane, for machines; the only routes that need no sign-in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from apiyard.core.errors import ApiyardError
from apiyard.server.identity import Doors
from apiyard.server.metrics import Metrics
from apiyard.server.problems import problem
from apiyard.wiring.gauges import gauges

ROUTER = APIRouter(tags=["health"])


@ROUTER.get("/healthz", operation_id="isAlive", summary="Is the process alive?")
def healthz() -> JSONResponse:
    """Answer 200 as long as the process serves at all."""
    return JSONResponse({"status": "ok"})


@ROUTER.get("/readyz", operation_id="isReady", summary="Can it do its work?")
def readyz(parts: Doors) -> Response:
    """Answer 200 when the store and the node agent answer, 503 with the reason otherwise."""
    try:
        parts.store.intents.revision()
        node = parts.node.status()
    except ApiyardError as error:
        return problem(503, "not-ready", error.what)
    return JSONResponse({"status": "ready", "agent": "ready" if node.ready else "starting"})


@ROUTER.get("/metrics", operation_id="getMetrics", summary="Counters in the Prometheus text format")
def metrics(request: Request, parts: Doors) -> PlainTextResponse:
    """Give what the process counts about itself; no names of consumers are in it."""
    counted: Metrics = request.app.state.metrics
    for each in gauges(parts):
        counted.gauge(each.name, each.value, **each.labels)
    return PlainTextResponse(counted.exposition(), media_type="text/plain; version=0.0.4")
