"""Routes of what is typed: files, judging, edits, fixes and calls to the mock."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from apiyard.core.errors import ConflictError, InvalidInputError
from apiyard.studio.beginnings import beginnings, find_beginning
from apiyard.studio.files import Saved
from apiyard.studio.problems import problem
from apiyard.studio.room import Room
from apiyard.studio.take import data, list_of, taken, text_of, texts_of

Handler = Callable[[Request], Awaitable[Response]]
_MOST_SHOWN = 256 * 1024


def of(room: Room) -> tuple[tuple[str, str, Handler], ...]:
    """Give the routes.

    Args:
        room: what they work with.

    Returns:
        Method, path and handler of each.
    """
    routes = _Routes(room)
    return (
        ("GET", "/api/state", routes.state),
        ("GET", "/api/events", routes.events),
        ("POST", "/api/link", routes.link),
        ("POST", "/api/look", routes.look),
        ("POST", "/api/edit", routes.edit),
        ("POST", "/api/fix", routes.fix),
        ("POST", "/api/call", routes.call),
        ("POST", "/api/new", routes.new),
        ("GET", "/api/files/{name:path}", routes.read),
        ("PUT", "/api/files/{name:path}", routes.write),
    )


class _Routes:
    """The handlers with the room that they work with."""

    def __init__(self, room: Room) -> None:
        self.room = room

    async def state(self, request: Request) -> Response:
        room = self.room
        saved = await asyncio.to_thread(room.desk.read, room.desk.main)
        return data(
            {
                "main": room.desk.main,
                "folder": room.desk.folder.name,
                "file": _facts(saved),
                "mock": room.mock_url,
                "share": room.share_url,
                "beginnings": [each.facts() for each in beginnings().values()],
            }
        )

    async def events(self, request: Request) -> Response:
        headers = {"x-accel-buffering": "no"}
        return StreamingResponse(self.room.news.stream(), media_type="text/event-stream", headers=headers)

    async def link(self, request: Request) -> Response:
        token = self.room.entry.link()
        return data({"path": f"/enter?token={token}"}, 201)

    async def look(self, request: Request) -> Response:
        told = await taken(request)
        number = told.get("number")
        if not isinstance(number, int):
            raise InvalidInputError("number must be a whole number")
        return data(await self.room.look(text_of(told, "page")[:64], number, texts_of(told)))

    async def edit(self, request: Request) -> Response:
        told = await taken(request)
        task = {"task": "edit", "name": text_of(told, "name"), "text": text_of(told, "text")}
        changes = list_of(told, "changes")
        if not all(isinstance(each, dict) for each in changes):
            raise InvalidInputError("a change is an object")
        return data(await self.room.hand.ask({**task, "changes": changes}))

    async def fix(self, request: Request) -> Response:
        told = await taken(request)
        finding = told.get("finding")
        if not isinstance(finding, dict):
            raise InvalidInputError("finding must be an object")
        task = {**self.room.task(texts_of(told)), "task": "fix", "finding": finding}
        return data(await self.room.hand.ask(task))

    async def call(self, request: Request) -> Response:
        task = _call(await taken(request))
        told: dict[str, Any] = await self.room.mocker.ask(task)
        body = base64.b64decode(told["body"])
        text = body[:_MOST_SHOWN].decode("utf-8", "replace")
        return data({**told, "body": text, "size": len(body)})

    async def new(self, request: Request) -> Response:
        told = await taken(request)
        text = find_beginning(text_of(told, "beginning")).write(text_of(told, "title", "New API")[:100])
        return data({"text": text})

    async def read(self, request: Request) -> Response:
        saved = await asyncio.to_thread(self.room.desk.read, request.path_params["name"])
        return data(_facts(saved))

    async def write(self, request: Request) -> Response:
        told, name = await taken(request), request.path_params["name"]
        text, digest = text_of(told, "text"), text_of(told, "digest")
        async with self.room.writing:
            try:
                saved = await asyncio.to_thread(self.room.desk.write, name, text, digest)
            except ConflictError as error:
                theirs = await asyncio.to_thread(self.room.desk.read, name)
                return problem(409, error.code, error.what, hint=error.hint, file=_facts(theirs))
        self.room.shared_news.tell("saved", {})
        return data({"name": name, "digest": saved.digest})


def _facts(saved: Saved) -> dict[str, Any]:
    return {"name": saved.name, "text": saved.text, "digest": saved.digest}


def _call(told: dict[str, Any]) -> dict[str, Any]:
    target, headers = text_of(told, "target"), list_of(told, "headers")
    if not target.startswith("/") or not all(isinstance(each, list) and len(each) == 2 for each in headers):
        raise InvalidInputError("a call has a path that starts with / and headers as pairs", piece=target[:80])
    try:
        parts = urlsplit(f"http://mock{target}")
    except ValueError:
        raise InvalidInputError("this is no path", piece=target[:80]) from None
    safe = "/%:@!$&'()*+,;=~-._"
    return {
        "task": "call",
        "method": text_of(told, "method").upper()[:20],
        "path": quote(parts.path, safe=safe),
        "query": quote(parts.query, safe=safe + "?"),
        "headers": [[str(name), str(value)] for name, value in headers],
        "body": base64.b64encode(text_of(told, "body", "").encode()).decode(),
    }
