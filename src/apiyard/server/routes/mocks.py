"""Steer the mocks and sandboxes that the control plane answers as; those who call them cannot."""

from __future__ import annotations

import asyncio
import logging
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from apiyard.core.errors import NotFoundError, TooLargeError
from apiyard.mock.control import PREFIX, Control
from apiyard.mock.step import is_answer, whole
from apiyard.server.identity import Admin, Caller, Viewer, require_admin
from apiyard.spec.exchange import Request as Asked
from apiyard.wiring.mock_hosting import Form
from apiyard.wiring.mocks import HostedMocks

ROUTER = APIRouter(prefix="/api", tags=["mocks"])
_PATH = "/steering/{form}/{api}/{version}/{path:path}"
_QUESTIONS = frozenset({"journal/find", "journal/count", "journal/verify"})
_MOST_BODY = 8 * 1024 * 1024
_LOG = logging.getLogger("apiyard.server")


def _control(request: Request, form: Form, api: str, *, version: str) -> Control:
    """Find what steers the mock that is meant, once it is known who asks."""
    mocks: HostedMocks | None = request.app.state.mocks
    if mocks is None:
        raise NotFoundError("the control plane answers as no mock", hint="mocks-host in the settings says where")
    return mocks.control(form, api, version)


def _poster(path: str, caller: Viewer) -> Caller:
    """Let viewers ask the journal; before anything is said of what is there, all else needs the role admin."""
    if path.strip("/") not in _QUESTIONS:
        require_admin(caller)
    return caller


Meant = Annotated[Control, Depends(_control)]
Poster = Annotated[Caller, Depends(_poster)]


def _steered(request: Request, control: Control, path: str, *, body: bytes = b"") -> Response:
    """Ask the part; credentials of the control plane are not shown to it."""
    asked = Asked(request.method, f"{PREFIX}/{path}", request.url.query, (("content-type", "application/json"),), body)
    coming = control.handle(asked)
    reply = whole(coming) if is_answer(coming) else None
    if reply is None:
        raise NotFoundError("this part gives no whole answer here")
    return Response(reply.body, reply.status, dict(reply.headers))


async def _body(request: Request) -> bytes:
    """Read the body, as far as it is allowed to go."""
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > _MOST_BODY:
            raise TooLargeError(f"the body may have {_MOST_BODY} bytes")
    return bytes(found)


_ANY: dict[int | str, dict[str, object]] = {
    200: {"description": "What the part says.", "content": {"application/json": {"schema": {"type": "object"}}}},
    204: {"description": "It is done."},
}
_SENT = {"requestBody": {"content": {"application/json": {"schema": {"description": "What the part takes."}}}}}


@ROUTER.get(
    _PATH, operation_id="askMock", summary="Ask a mock for its journal, its faults or its state", responses=_ANY
)
def ask_mock(request: Request, _: Viewer, control: Meant, *, path: str) -> Response:
    """Give what `GET /__apiyard/PATH` of a mock on this machine gives: `journal`, `faults`, of a sandbox `sandbox`."""
    return _steered(request, control, path)


@ROUTER.post(
    _PATH,
    operation_id="steerMock",
    summary="Ask the journal of a mock, or begin anew, add and bring back what it keeps",
    responses=_ANY,
    openapi_extra=_SENT,
)
async def steer_mock(request: Request, caller: Poster, control: Meant, *, path: str) -> Response:
    """Do what `POST /__apiyard/PATH` of a mock does; all but questions to the journal needs the role admin."""
    return await _changed(request, caller, control, path=path)


@ROUTER.put(
    _PATH,
    operation_id="setMock",
    summary="Set the faults, the state or a snapshot of a mock",
    responses=_ANY,
    openapi_extra=_SENT,
)
async def set_mock(request: Request, caller: Admin, control: Meant, *, path: str) -> Response:
    """Do what `PUT /__apiyard/PATH` of a mock does."""
    return await _changed(request, caller, control, path=path)


@ROUTER.delete(
    _PATH, operation_id="clearMock", summary="Forget the journal, the faults or a snapshot of a mock", responses=_ANY
)
async def clear_mock(request: Request, caller: Admin, control: Meant, *, path: str) -> Response:
    """Do what `DELETE /__apiyard/PATH` of a mock does."""
    return await _changed(request, caller, control, path=path)


async def _changed(request: Request, caller: Caller, control: Control, *, path: str) -> Response:
    reply = await asyncio.to_thread(_steered, request, control, path, body=await _body(request))
    _LOG.info("%s: %s %s: %d", caller.name, request.method, request.url.path, reply.status_code)
    return reply
