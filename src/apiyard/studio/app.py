"""The studio as an ASGI application: its page, and the data behind it, for the one who came by the printed link."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from apiyard.core.errors import ApiyardError, UnauthenticatedError
from apiyard.studio import feedback, typing_routes
from apiyard.studio.assets import assets
from apiyard.studio.guard import Guard
from apiyard.studio.policy import PAGE, SILENT, preview_policy
from apiyard.studio.problems import told
from apiyard.studio.room import Room

MOST = 40 * 1024 * 1024
"""The largest request, in bytes: several texts, written as JSON."""

Handler = Callable[[Request], Awaitable[Response]]

_LOCKED = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>apiyard studio</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/static/studio.css"></head>
<body class="alone"><main class="card"><h1>This door needs its link</h1>
<p>Open the link that <code>apiyard studio</code> printed. It lets one browser in, once; start the studio again, or
ask for another link in the menu of a page that is open, to let in another one.</p></main></body></html>
"""
_ENTERED = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">
<title>apiyard studio</title>
<link rel="icon" href="/static/icon.svg" type="image/svg+xml"></head><body><a href="/">Open the studio</a></body></html>
"""


def studio_app(room: Room, hosts: tuple[str, ...]) -> ASGIApp:
    """Make the application of a studio.

    Args:
        room: what it works with.
        hosts: what Host may say, with port.

    Returns:
        An ASGI application for loopback.
    """
    routes: list[BaseRoute] = [
        Route("/", _page(room)),
        Route("/enter", _enter(room)),
        *static_routes(room.mock_url),
        *(
            Route(path, _inside(room, handler), methods=[method])
            for method, path, handler in (*typing_routes.of(room), *feedback.of(room))
        ),
    ]
    app = Starlette(routes=routes, exception_handlers={ApiyardError: told, Exception: told})
    app.router.redirect_slashes = False
    return Guard(app, hosts, data="/api/", most=MOST)


def static_routes(connect: str = "") -> list[Route]:
    """Give the routes of files that hold no secret: scripts, styles, and the frame of the reference.

    Args:
        connect: the URL of the mock that the reference may call.

    Returns:
        The routes.
    """

    async def static(request: Request) -> Response:
        return asset_response(request, request.path_params["path"])

    async def preview(request: Request) -> Response:
        return asset_response(request, "preview.html", preview_policy(connect))

    return [Route("/static/{path:path}", static), Route("/preview", preview)]


def asset_response(request: Request, name: str, policy: str = SILENT) -> Response:
    """Answer with a static file.

    Args:
        request: the request.
        name: the file.
        policy: its content security policy.

    Returns:
        The file, or 304, or 404.
    """
    asset = assets().get(name)
    if asset is None:
        return Response("there is no such file", 404, media_type="text/plain")
    headers = {
        "etag": asset.tag,
        "cache-control": "no-cache",
        "content-security-policy": policy,
        # The frame of the reference has no origin, so its files must be open to it; they are the same for everybody.
        "cross-origin-resource-policy": "cross-origin",
    }
    if request.headers.get("if-none-match") == asset.tag:
        return Response(status_code=304, headers=headers)
    return Response(asset.content, headers=headers, media_type=asset.media_type)


def _inside(room: Room, handler: Handler) -> Handler:
    async def guarded(request: Request) -> Response:
        if not room.entry.is_inside(request.cookies.get(room.entry.cookie)):
            raise UnauthenticatedError("this needs the link that `apiyard studio` printed")
        response = await handler(request)
        response.headers["content-security-policy"] = SILENT
        response.headers["cross-origin-resource-policy"] = "same-origin"
        response.headers["cache-control"] = "no-store"
        return response

    return guarded


def _page(room: Room) -> Handler:
    async def page(request: Request) -> Response:
        headers = {"content-security-policy": PAGE, "cache-control": "no-store"}
        if not room.entry.is_inside(request.cookies.get(room.entry.cookie)):
            return HTMLResponse(_LOCKED, 401, headers=headers)
        return HTMLResponse(assets()["index.html"].content, headers=headers)

    return page


def _enter(room: Room) -> Handler:
    async def enter(request: Request) -> Response:
        headers = {"content-security-policy": PAGE, "cache-control": "no-store"}
        if room.entry.is_inside(request.cookies.get(room.entry.cookie)):
            return HTMLResponse(_ENTERED, headers=headers)
        value = room.entry.enter(request.query_params.get("token", ""))
        if value is None:
            return HTMLResponse(_LOCKED, 401, headers=headers)
        # No redirect: a browser does not send a strict cookie on one that another page began.
        response = HTMLResponse(_ENTERED, headers=headers)
        response.set_cookie(room.entry.cookie, value, path="/", httponly=True, samesite="strict")
        return response

    return enter
