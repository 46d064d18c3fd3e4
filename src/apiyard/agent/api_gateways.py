"""The part of the agent's API about gateways and their records."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from apiyard.agent.api_input import LARGEST_FRAME, agent_of, bounded, number, read_body, read_object
from apiyard.agent.spool import Spool, read_cursor
from apiyard.core.errors import ConflictError, InvalidInputError
from apiyard.core.names import Environment
from apiyard.gateway.snapshot import EMPTY, Snapshot
from apiyard.wiring.node_frames import MEDIA_TYPE, merge, pack_frame, read_frame

_LONGEST_WAIT = 120.0
_LOOK_SECONDS = 0.5
_LARGEST_BATCH = 16 * 1024 * 1024


def _environment(request: Request) -> Environment:
    return Environment(request.path_params["environment"])


async def listing(request: Request) -> Response:
    """Tell how all gateways are."""
    return JSONResponse({"gateways": [one.to_json() for one in agent_of(request).gateways.all()]})


async def put(request: Request) -> Response:
    """Make a snapshot effective; the frame holds the difference to a base."""
    header, body = read_frame(await read_body(request, LARGEST_FRAME))
    changed = await asyncio.to_thread(Snapshot.from_bytes, body)  # megabytes: the loop goes on meanwhile
    port = int(bounded(header.get("listener_port", 0), "listener_port", largest=65_535))
    wait = bounded(header.get("wait_seconds", 15.0), "wait_seconds", largest=_LONGEST_WAIT)
    applied = await agent_of(request).gateways.put(
        _environment(request), lambda served: _merged(header, changed, served), listener_port=port, wait=wait
    )
    return JSONResponse(applied.to_json())


def _merged(header: Mapping[str, Any], changed: Snapshot, served: Snapshot) -> Snapshot:
    gone, digest = header.get("gone", {}), str(header.get("digest", ""))
    if not isinstance(gone, dict) or not all(isinstance(names, list) for names in gone.values()):
        raise InvalidInputError("gone is an object of lists", where="the frame's header")
    for base in (served, EMPTY):
        if base.digest == header.get("base"):
            return merge(base, changed, gone, digest=digest)
    raise ConflictError("the gateway serves another snapshot", hint="send the whole snapshot", code="snapshot-base")


async def validate(request: Request) -> Response:
    """Let Envoy look at a whole snapshot in a child."""
    _environment(request)
    _, body = read_frame(await read_body(request, LARGEST_FRAME))
    wanted = await asyncio.to_thread(Snapshot.from_bytes, body)
    return JSONResponse({"problems": await agent_of(request).validator.problems(wanted)})


async def get(request: Request) -> Response:
    """Tell how one gateway is."""
    return JSONResponse(agent_of(request).gateways.find(_environment(request)).status().to_json())


async def snapshot(request: Request) -> Response:
    """Give the snapshot that a gateway serves, whole."""
    served = agent_of(request).gateways.find(_environment(request)).served
    body = await asyncio.to_thread(served.to_bytes)
    return Response(pack_frame({"digest": served.digest}, body), media_type=MEDIA_TYPE)


async def delete(request: Request) -> Response:
    """Drain and end a gateway."""
    await agent_of(request).gateways.delete(_environment(request))
    return JSONResponse({})


async def records(request: Request) -> Response:
    """Give messages of the access log, waiting for the first one when asked to."""
    agent, environment = agent_of(request), _environment(request)
    after = read_cursor(request.query_params.get("after", ""))
    largest = int(number(request, "max_bytes", 4 * 1024 * 1024, largest=_LARGEST_BATCH))
    left = number(request, "wait_seconds", 0.0, largest=_LONGEST_WAIT)
    spool: Spool = agent.spools.find(environment)
    while left > 0 and spool.at_end(after) and not agent.ending.is_set():
        await spool.wait(after, min(left, _LOOK_SECONDS))
        left -= _LOOK_SECONDS
    counters = await agent.fresh_counters(environment)  # before the read: what was completed by now is on its way
    cursor, messages = spool.read(after, largest)
    header: dict[str, Any] = {
        "environment": environment,
        "cursor": str(cursor),
        "sizes": [len(message) for message in messages],
        "counters": asdict(counters),
    }
    return Response(pack_frame(header, b"".join(messages)), media_type=MEDIA_TYPE)


async def ack(request: Request) -> Response:
    """Forget messages that were committed elsewhere."""
    agent, environment = agent_of(request), _environment(request)
    cursor = read_cursor(str((await read_object(request)).get("cursor", "")))
    if cursor is None:
        raise InvalidInputError("a cursor is missing", where="the body")
    agent.spools.find(environment).ack(cursor)
    if not agent.gateways.has(environment):
        agent.spools.remove_read(environment)
    return JSONResponse({})


_ONE = "/v1/gateways/{environment}"

ROUTES = (
    Route("/v1/gateways", listing),
    Route(_ONE, put, methods=["PUT"]),
    Route(_ONE, get, methods=["GET"]),
    Route(_ONE, delete, methods=["DELETE"]),
    Route(f"{_ONE}/snapshot", snapshot, methods=["GET"]),
    Route(f"{_ONE}/validate", validate, methods=["POST"]),
    Route(f"{_ONE}/records", records, methods=["GET"]),
    Route(f"{_ONE}/records/ack", ack, methods=["POST"]),
)
