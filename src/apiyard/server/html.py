"""Pages and problems as HTML, each with the policy that keeps it closed."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from apiyard.core.errors import ApiyardError
from apiyard.portal.assets import assets_version
from apiyard.portal.policy import PAGE_POLICY
from apiyard.portal.render import render


def html(text: str, *, status: int = 200, policy: str = PAGE_POLICY) -> HTMLResponse:
    """Give a page.

    Args:
        text: HTML.
        status: its status.
        policy: its content security policy.
    """
    headers = {"content-security-policy": policy, "cache-control": "no-store"}
    return HTMLResponse(text, status_code=status, headers=headers)


def problem_page(error: ApiyardError, *, status: int) -> HTMLResponse:
    """Give the page that tells an error.

    Args:
        error: what went wrong.
        status: the status of the answer.
    """
    told = {"what": error.what, "piece": error.piece, "hint": error.hint, "title": HTTPStatus(status).phrase}
    return html(render("problem.html", {**told, "status": status, "assets": assets_version()}), status=status)


def to_sign_in(request: Request) -> Response:
    """Send somebody to the sign-in and back afterwards.

    Args:
        request: what they asked for.
    """
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    place = "/sign-in?" + urlencode({"next": address})
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"hx-redirect": "/sign-in", "cache-control": "no-store"})
    return RedirectResponse(place, status_code=303, headers={"cache-control": "no-store"})


def own_place(text: str) -> str:
    """Give where somebody goes on after the sign-in: a page of the portal and nothing else.

    Args:
        text: the place as it was sent.

    Returns:
        A path of the portal.
    """
    parts = urlsplit(text)
    plain = not parts.scheme and not parts.netloc and "\\" not in text and text.isprintable()
    inside = parts.path == "/portal" or parts.path.startswith("/portal/")
    return text if plain and inside and not parts.path.startswith(("/portal/try/", "/portal/events")) else "/portal"
