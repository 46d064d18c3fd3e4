"""Routes of the designer's side of early feedback: links and comments."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from apiyard.core.errors import InvalidInputError
from apiyard.studio.room import Room
from apiyard.studio.share import Share
from apiyard.studio.take import data, taken, text_of

Handler = Callable[[Request], Awaitable[Response]]


def of(room: Room) -> tuple[tuple[str, str, Handler], ...]:
    """Give the routes.

    Args:
        room: what they work with.

    Returns:
        Method, path and handler of each.
    """
    routes = _Routes(room)
    return (
        ("GET", "/api/feedback", routes.all),
        ("POST", "/api/shares", routes.share),
        ("DELETE", "/api/shares/{id}", routes.revoke),
        ("PATCH", "/api/comments/{id}", routes.resolve),
        ("DELETE", "/api/comments/{id}", routes.delete),
    )


class _Routes:
    """The handlers with the room that they work with."""

    def __init__(self, room: Room) -> None:
        self.room = room

    async def all(self, request: Request) -> Response:
        book, now = self.room.book, self.room.clock.now()
        return data(
            {
                "shares": [{**_shown(each), "open": each.is_open(now)} for each in book.shares.values()],
                "comments": [each.facts() for each in book.comments.values()],
            }
        )

    async def share(self, request: Request) -> Response:
        told = await taken(request)
        hours = told.get("hours")
        if isinstance(hours, bool) or not isinstance(hours, int | float):
            raise InvalidInputError("hours must be a number")
        made, token = self.room.book.share(text_of(told, "label", ""), float(hours))
        return data({**_shown(made), "url": f"{self.room.share_url}/s/{token}"}, 201)

    async def revoke(self, request: Request) -> Response:
        self.room.book.revoke(request.path_params["id"])
        return self._changed()

    async def resolve(self, request: Request) -> Response:
        resolved = (await taken(request)).get("resolved")
        if not isinstance(resolved, bool):
            raise InvalidInputError("resolved must be true or false")
        self.room.book.resolve(request.path_params["id"], resolved=resolved)
        return self._changed()

    async def delete(self, request: Request) -> Response:
        self.room.book.delete(request.path_params["id"])
        return self._changed()

    def _changed(self) -> Response:
        self.room.news.tell("feedback", {})
        self.room.shared_news.tell("feedback", {})
        return Response(status_code=204)


def _shown(share: Share) -> dict[str, Any]:
    """Give a link without the hash of its token."""
    return {name: value for name, value in share.facts().items() if name != "sha256"}
