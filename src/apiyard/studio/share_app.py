"""The read-only pages that links open, as an application of their own: it knows nothing of the editor."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from apiyard.core.errors import ApiyardError, InvalidInputError, NotFoundError
from apiyard.studio.app import static_routes
from apiyard.studio.assets import assets
from apiyard.studio.guard import Guard
from apiyard.studio.pace import Pace
from apiyard.studio.policy import PAGE, SILENT
from apiyard.studio.problems import problem, told
from apiyard.studio.room import Room
from apiyard.studio.share import Share
from apiyard.studio.take import data, taken, text_of

_PAGE = re.compile(r"/s/[^/]+")
MOST = 64 * 1024
"""The largest request, in bytes."""

_OVER = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>apiyard studio</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/studio.css"></head>
<body class="alone"><main class="card"><h1>This link does not open anything</h1>
<p>It is over, was taken back, or is not complete. Ask the person who sent it for a new one.</p></main></body></html>
"""


def share_app(room: Room, hosts: tuple[str, ...]) -> ASGIApp:
    """Make the application of the shared pages.

    Args:
        room: the studio.
        hosts: what Host may say, with port.

    Returns:
        An ASGI application; it may be bound beyond loopback.
    """
    pages = _Pages(room)
    routes = [
        Route("/s/{token}", pages.page),
        Route("/s/{token}/data", pages.data),
        Route("/s/{token}/comments", pages.say, methods=["POST"]),
        Route("/s/{token}/events", pages.events),
        *static_routes(),
    ]
    app = Starlette(routes=routes, exception_handlers={ApiyardError: told, Exception: told})
    app.router.redirect_slashes = False
    return Guard(app, hosts, data="/s/", most=MOST, opened=_PAGE)


class _Pages:
    """The handlers with the room that they work with."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.talking = Pace(10, 60.0)
        self.asking = Pace(240, 60.0)
        self._read: tuple[str, dict[str, Any] | ApiyardError] = ("", {})
        self._reading = asyncio.Lock()

    async def page(self, request: Request) -> Response:
        headers = {"content-security-policy": PAGE, "cache-control": "no-store"}
        try:
            self._share(request)
        except ApiyardError as error:
            return HTMLResponse(_OVER, error.status, headers=headers)
        return HTMLResponse(assets()["share.html"].content, headers=headers)

    async def data(self, request: Request) -> Response:
        share = self._share(request)
        contract = await self._contract()
        comments = [
            {name: value for name, value in each.facts().items() if name != "share"}
            for each in self.room.book.comments.values()
            if each.share == share.id
        ]
        return _quiet({**contract, "comments": comments, "until": share.until.isoformat(), "label": share.label})

    async def say(self, request: Request) -> Response:
        share = self._share(request)
        said = await taken(request)
        operation = text_of(said, "operation", "")
        if operation and operation not in {each["key"] for each in (await self._contract())["operations"]}:
            raise NotFoundError("there is no such operation", piece=operation)
        who = request.client.host if request.client else ""
        if not self.talking.take(f"{share.id} {who}", self.room.clock.monotonic()):
            return problem(429, "too-fast", "that was quick; wait a minute, then go on")
        comment = self.room.book.say(share, operation, name=text_of(said, "name"), text=text_of(said, "text"))
        self.room.news.tell("feedback", {"new": comment.id})
        self.room.shared_news.tell("feedback", {})
        return _quiet({"id": comment.id}, 201)

    async def events(self, request: Request) -> Response:
        share = self._share(request)

        async def while_open() -> Any:
            async for text in self.room.shared_news.stream():
                if not self._is_open(share):
                    return
                yield text

        headers = {"content-security-policy": SILENT, "cache-control": "no-store"}
        return StreamingResponse(while_open(), media_type="text/event-stream", headers=headers)

    def _share(self, request: Request) -> Share:
        share = self.room.book.find(request.path_params["token"])
        if not self.asking.take(share.id, self.room.clock.monotonic()):
            raise _too_fast()
        return share

    def _is_open(self, share: Share) -> bool:
        held = self.room.book.shares.get(share.id)
        return held is not None and held.is_open(self.room.clock.now())

    async def _contract(self) -> dict[str, Any]:
        """Read the contract as it is saved, again only when its file changed."""
        desk = self.room.desk
        async with self._reading:
            saved = await asyncio.to_thread(desk.read, desk.main)
            if saved.text is None:
                raise InvalidInputError("the contract is not saved yet")
            if self._read[0] != saved.digest:
                task = {**self.room.task({desk.main: saved.text}), "task": "read"}
                self._read = (saved.digest, await self._asked(task))
            if isinstance(self._read[1], ApiyardError):
                raise self._read[1]
            return self._read[1]

    async def _asked(self, task: dict[str, Any]) -> dict[str, Any] | ApiyardError:
        """Read it; what cannot be read stays so until it changes, and costs the designer's child no second time."""
        try:
            told: dict[str, Any] = await self.room.hand.ask(task)
        except ApiyardError as error:
            return InvalidInputError("the contract cannot be read right now", code=error.code)
        return told


def _quiet(value: Any, status: int = 200) -> Response:
    response = data(value, status)
    response.headers.update({"content-security-policy": SILENT, "cache-control": "no-store"})
    return response


def _too_fast() -> ApiyardError:
    error = ApiyardError("too many requests by this link", hint="wait a minute", code="too-fast", retryable=True)
    error.status = 429
    return error
