"""The agent's HTTP API on its Unix socket: everything that ``wiring.node`` asks for, health and metrics."""

from __future__ import annotations

import logging
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from apiyard.agent import api_gateways, api_processes, metrics
from apiyard.agent.api_input import agent_of, read_object
from apiyard.agent.node_agent import Agent
from apiyard.core.errors import ApiyardError, InvalidInputError, UnavailableError
from apiyard.wiring.node_errors import to_problem

_LOG = logging.getLogger(__name__)
_SHUTDOWN = "/v1/shutdown"
_PROBLEM = "application/problem+json"


async def healthz(request: Request) -> Response:
    """Say that the process answers."""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Say whether everything on disk was picked up: 200 or 503."""
    ready = agent_of(request).ready
    return JSONResponse({"ready": ready}, status_code=200 if ready else 503)


async def figures(request: Request) -> Response:
    """Give the figures in the Prometheus text format."""
    return PlainTextResponse(metrics.render(agent_of(request).status()), media_type=metrics.MEDIA_TYPE)


async def status(request: Request) -> Response:
    """Tell how the agent and all it owns are."""
    return JSONResponse(agent_of(request).status().to_json())


async def shutdown(request: Request) -> Response:
    """End the agent; the answer comes before the end."""
    body = await read_object(request)
    everything = body.get("stop_everything")
    if not isinstance(everything, bool):
        raise InvalidInputError("stop_everything is true or false", where="POST /v1/shutdown")
    agent = agent_of(request)
    agent.end(stop_everything=everything)
    return JSONResponse({"pid": agent.status().pid}, status_code=202)


async def tell(request: Request, error: Exception) -> Response:
    """Tell an error as problem details; what was not foreseen is logged, not shown."""
    if isinstance(error, ApiyardError):
        return JSONResponse(to_problem(error), status_code=error.status, media_type=_PROBLEM)
    if isinstance(error, HTTPException):
        value: dict[str, Any] = {"title": str(error.detail), "status": error.status_code, "code": "http"}
        return JSONResponse(value, status_code=error.status_code, media_type=_PROBLEM)
    _LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    value = {"title": "the node agent failed; its log says why", "status": 500, "code": "internal"}
    return JSONResponse(value, status_code=500, media_type=_PROBLEM)


class Gate:
    """Lets calls in only while the agent has everything in hand.

    Before that a put would take a running gateway for a missing one; afterwards it would start what nobody watches.

    Args:
        app: the application behind it.
        agent: the agent.
    """

    def __init__(self, app: ASGIApp, agent: Agent) -> None:
        self._app, self._agent = app, agent

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 503 to calls that come too early or too late; health is always told, and the end can be asked for."""
        path = scope.get("path", "")
        if self._agent.ready or not path.startswith("/v1/") or path == _SHUTDOWN:
            await self._app(scope, receive, send)
            return
        error = UnavailableError(
            "the node agent is starting or ending", hint="try again in a moment", code="agent-not-ready"
        )
        answer = JSONResponse(to_problem(error), status_code=error.status, media_type=_PROBLEM)
        await answer(scope, receive, send)


def make_app(agent: Agent) -> Starlette:
    """Make the application.

    Args:
        agent: whose it is.

    Returns:
        An ASGI application.
    """
    routes = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", figures),
        Route("/v1/status", status),
        Route(_SHUTDOWN, shutdown, methods=["POST"]),
        *api_gateways.ROUTES,
        *api_processes.ROUTES,
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Gate, agent=agent)],
        exception_handlers={ApiyardError: tell, HTTPException: tell, Exception: tell},
    )
    app.state.agent = agent
    return app
