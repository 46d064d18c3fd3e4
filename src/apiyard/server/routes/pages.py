"""The pages of the portal; each needs a signed-in person."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from apiyard.core.clock import SystemClock
from apiyard.core.errors import ApiyardError, NotFoundError, UnauthenticatedError
from apiyard.portal.assets import assets_version
from apiyard.portal.component import component_settings
from apiyard.portal.page import Page, pages
from apiyard.portal.policy import PAGE_POLICY, REFERENCE_POLICY
from apiyard.portal.reference_view import ReferenceView
from apiyard.portal.render import Shell, render, render_page
from apiyard.server.html import html, problem_page, to_sign_in
from apiyard.server.identity import Caller, Doors, parts_of
from apiyard.server.room import room_of
from apiyard.server.session import signed_in
from apiyard.wiring.chain_view import chain_view
from apiyard.wiring.moved import look
from apiyard.wiring.view import Asked, views

ROUTER = APIRouter(include_in_schema=False)
_POLICIES = {"reference": REFERENCE_POLICY}


def asked_by(request: Request, caller: Caller) -> Asked:
    """Say what a person wants to see.

    Args:
        request: of their browser.
        caller: the person.
    """
    return Asked(
        path=dict(request.path_params),
        query=dict(request.query_params),
        admin=caller.role == "admin",
        now=SystemClock().now(),
        trails=room_of(request).news.trails,
        address=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    )


def _shell(request: Request, caller: Caller, asked: Asked) -> Shell:
    # Looked at before the page is read: what changes meanwhile is told again, and nothing is missed.
    marks = look(parts_of(request)).query()
    return Shell(
        user=caller.name.removeprefix("user:"),
        role=caller.role,
        csrf=caller.csrf,
        address=asked.address,
        stream=f"/portal/events?{urlencode(marks)}",
        assets=assets_version(),
    )


def _show(page: Page) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        caller = signed_in(request)
        if caller is None:
            return to_sign_in(request)
        try:
            asked = asked_by(request, caller)
            shell = _shell(request, caller, asked)
            text = render_page(page, views()[page.id].read(parts_of(request), asked), shell)
        except ApiyardError as error:
            return problem_page(error, status=404 if isinstance(error, NotFoundError) else error.status)
        return html(text, policy=_POLICIES.get(page.id, PAGE_POLICY))

    return show


for _page in pages().values():
    ROUTER.add_api_route(_page.path, _show(_page), name=f"page-{_page.id}", methods=["GET"])


@ROUTER.get("/")
def front() -> Response:
    """Lead to the catalogue."""
    return RedirectResponse("/portal", status_code=303)


@ROUTER.get("/portal/ledger/chain")
def chain(request: Request, parts: Doors) -> Response:
    """Show whether the ledger is as it was written; a part of the ledger's page."""
    if signed_in(request) is None:
        return to_sign_in(request)
    return html(render("chain.html", {"chain": chain_view(parts), "now": SystemClock().now()}))


@ROUTER.get("/portal/apis/{api}/reference/settings.json")
def reference_document(request: Request, parts: Doors, api: str) -> Response:
    """Give the reference page its contract, with the way to the gateway as its server."""
    caller = signed_in(request)
    if caller is None:
        raise UnauthenticatedError("sign in first", hint="reload the page")
    view = views()["reference"].read(parts, asked_by(request, caller))
    if not isinstance(view, ReferenceView):
        raise TypeError(f"the reference page of {api} shows a ReferenceView")
    return JSONResponse(component_settings(view), headers={"cache-control": "no-store"})
