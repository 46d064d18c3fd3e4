"""The stream of news that pages listen to."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from apiyard.core.errors import UnauthenticatedError
from apiyard.server.identity import COOKIE, sha256
from apiyard.server.problems import problem
from apiyard.server.room import room_of
from apiyard.server.session import signed_in
from apiyard.wiring.moved import NAMES, Moved

ROUTER = APIRouter(include_in_schema=False)
_LONGEST_MARK = 32


@ROUTER.get("/portal/events")
async def events(request: Request) -> Response:
    """Tell what changes, until the page goes, the session ends or the server does."""
    if await asyncio.to_thread(signed_in, request) is None:
        raise UnauthenticatedError("sign in first", hint="reload the page")
    news = room_of(request).news
    session = sha256(request.cookies.get(COOKIE, ""))
    if news.full(session):
        return problem(429, "too-many-streams", "this many pages are open already; those in front get their turn")
    seen = Moved(**{name: request.query_params.get(name, "")[:_LONGEST_MARK] for name in NAMES})

    async def alive() -> bool:
        return await asyncio.to_thread(signed_in, request) is not None

    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(news.stream(session, seen, alive), media_type="text/event-stream", headers=headers)
