"""The part of the agent's API about service processes and their files."""

from __future__ import annotations

import asyncio
import tempfile

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from apiyard.agent.api_input import agent_of, number, read_object
from apiyard.agent.artefacts import MAX_PACKED
from apiyard.agent.disk import make_private
from apiyard.core.digest import Digest
from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.wiring.node_messages import MAX_SECONDS, ProcessSpec

_MOST_LINES = 10_000


async def listing(request: Request) -> Response:
    """Tell how all processes are."""
    return JSONResponse({"processes": [one.to_json() for one in agent_of(request).supervisor.all()]})


async def put(request: Request) -> Response:
    """Keep a process running."""
    spec = ProcessSpec.from_json(await read_object(request))
    if spec.id != request.path_params["id"]:
        raise InvalidInputError("the id of the spec is not the one of the path", piece=spec.id)
    return JSONResponse((await agent_of(request).supervisor.put(spec)).to_json())


async def get(request: Request) -> Response:
    """Tell how one process is."""
    return JSONResponse(agent_of(request).supervisor.status(request.path_params["id"]).to_json())


async def delete(request: Request) -> Response:
    """End a process and forget it."""
    named = "grace_seconds" in request.query_params
    grace = number(request, "grace_seconds", 0.0, largest=MAX_SECONDS) if named else None
    await agent_of(request).supervisor.delete(request.path_params["id"], grace)
    return JSONResponse({})


async def log(request: Request) -> Response:
    """Give the last lines that a process wrote."""
    lines = int(number(request, "lines", 200, largest=_MOST_LINES))
    return JSONResponse({"lines": list(agent_of(request).supervisor.log(request.path_params["id"], lines))})


async def has_artefact(request: Request) -> Response:
    """Say whether an artefact is here."""
    digest = Digest(request.path_params["digest"])
    return JSONResponse({"present": agent_of(request).artefacts.place(digest).is_dir()})


async def put_artefact(request: Request) -> Response:
    """Take an artefact: into a file first, so that memory stays bounded."""
    digest = Digest(request.path_params["digest"])
    artefacts = agent_of(request).artefacts
    with tempfile.TemporaryFile(dir=make_private(artefacts.folder)) as packed:
        async for chunk in request.stream():
            packed.write(chunk)
            if packed.tell() > MAX_PACKED:
                raise TooLargeError(f"the artefact has more than {MAX_PACKED} bytes", where=digest)
        await asyncio.to_thread(artefacts.put, digest, packed)
    return JSONResponse({"present": True})


_ONE = "/v1/processes/{id}"

ROUTES = (
    Route("/v1/processes", listing),
    Route(_ONE, put, methods=["PUT"]),
    Route(_ONE, get, methods=["GET"]),
    Route(_ONE, delete, methods=["DELETE"]),
    Route(f"{_ONE}/log", log, methods=["GET"]),
    Route("/v1/artefacts/{digest}", has_artefact, methods=["GET"]),
    Route("/v1/artefacts/{digest}", put_artefact, methods=["PUT"]),
)
