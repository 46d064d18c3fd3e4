"""Sign-in with a password or a one-time link, and sign-out."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from apiyard.access.password import MAX_LENGTH, check_password, hash_password
from apiyard.access.secret import Secret
from apiyard.core.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from apiyard.core.evidence import Evidence, EvidenceKind, Subject, Verdict
from apiyard.portal.assets import assets_version
from apiyard.portal.render import render
from apiyard.server import session
from apiyard.server.html import html, own_place
from apiyard.server.identity import Admin, Doors, parts_of
from apiyard.server.relay import read_body
from apiyard.server.room import Room, room_of
from apiyard.server.tickets import MAX_SECONDS, SECONDS
from apiyard.wiring.parts import Parts

ROUTER = APIRouter()
OPERATOR = "operator"
"""Whom a link signs in that names nobody: whoever holds an administrator's token on this machine."""

_MOST_FORM = 16 * 1024


class TicketAsked(BaseModel):
    """Whom the link signs in, and for how long it is good."""

    model_config = ConfigDict(extra="forbid")
    user: str = Field(default=OPERATOR, max_length=127)
    seconds: float = Field(default=SECONDS, gt=0, le=MAX_SECONDS)


@ROUTER.post(
    "/api/sign-in-tickets",
    operation_id="createSignInTicket",
    summary="Make a link that signs somebody in once",
    tags=["sign-in"],
)
def make_ticket(request: Request, parts: Doors, caller: Admin, *, asked: TicketAsked) -> dict[str, Any]:
    """Make a ticket for a user; the operator is made with the first one."""
    if caller.csrf:
        raise ForbiddenError("links are made with an API token, not from a browser")
    if asked.user == OPERATOR:
        _make_operator(parts)
    elif parts.store.people.user(asked.user) is None:
        raise NotFoundError("nobody has this name", piece=asked.user)
    ticket = room_of(request).tickets.issue(asked.user, time.monotonic(), seconds=asked.seconds)
    address = f"http://{request.headers['host']}/sign-in?{urlencode({'ticket': ticket.reveal()})}"
    return {"url": address, "user": asked.user, "seconds": asked.seconds}


def _make_operator(parts: Parts) -> None:
    """The operator has a password that nobody knows, so only links sign them in."""
    if parts.store.people.user(OPERATOR) is None:
        try:
            unknown = hash_password(Secret(secrets.token_urlsafe(48)))
            parts.store.people.add_user(OPERATOR, role="admin", password_hash=unknown)
        except ConflictError:
            return  # somebody else was first


@ROUTER.get("/sign-in", include_in_schema=False)
def show_sign_in(request: Request) -> Response:
    """Show the form, or take a one-time link."""
    place = own_place(request.query_params.get("next", ""))
    ticket = request.query_params.get("ticket", "")
    if ticket:
        return _take_ticket(request, ticket)
    if session.signed_in(request) is not None:
        return RedirectResponse(place, status_code=303, headers={"cache-control": "no-store"})
    return _form(place)


def _take_ticket(request: Request, ticket: str) -> Response:
    user = room_of(request).tickets.redeem(ticket, time.monotonic()) if len(ticket) <= 128 else None
    if user is None:
        return _form("/portal", problem="This link was used before or is over. Ask for a new one.", status=403)
    # A page of our own leads on, not a redirect: the strict cookie would not follow one that began elsewhere.
    given = {"next": "/portal", "user": user, "assets": assets_version()}
    response = html(render("signed_in.html", given))
    session.begin(parts_of(request), response, user, how="link")
    return response


@ROUTER.post("/sign-in", include_in_schema=False)
async def sign_in(request: Request) -> Response:
    """Check name and password; an unknown name takes as long as a wrong password."""
    fields = await _fields(request)
    return await asyncio.to_thread(_sign_in, request, fields)


def _sign_in(request: Request, fields: dict[str, str]) -> Response:
    name, place = fields.get("name", "")[:127], own_place(fields.get("next", ""))
    password = Secret(fields.get("password", "")[: MAX_LENGTH + 1])
    parts, room = parts_of(request), room_of(request)
    wait = room.attempts.wait_seconds(name, time.monotonic())
    if wait:
        return _too_often(place, name, wait)
    if not _right(parts, room, name, password=password):
        room.attempts.fail(name, time.monotonic())
        if room.attempts.wait_seconds(name, time.monotonic()):
            _tell_guessing(parts)
        return _form(place, name=name, problem="Name or password is wrong.", status=401)
    room.attempts.forgive(name)
    response = RedirectResponse(place, status_code=303, headers={"cache-control": "no-store"})
    session.begin(parts, response, name, how="password")
    return response


def _right(parts: Parts, room: Room, name: str, *, password: Secret) -> bool:
    user = parts.store.people.user(name)
    with room.hashing:
        return check_password(password, user.password_hash if user else None)


def _tell_guessing(parts: Parts) -> None:
    """That somebody guesses is a fact; whom they guess at stays out of it."""
    subject = Subject("session", "portal")
    numbers = {"reason": "too many failed sign-ins; the name waits"}
    parts.store.ledger.append(Evidence(EvidenceKind.SIGN_IN, subject, Verdict.WARN, numbers=numbers, by="portal"))


@ROUTER.post("/sign-out", include_in_schema=False)
async def sign_out(request: Request) -> Response:
    """End this browser's session."""
    fields = await _fields(request)
    return await asyncio.to_thread(_sign_out, request, fields)


def _sign_out(request: Request, fields: dict[str, str]) -> Response:
    caller = session.signed_in(request)
    if caller is not None and not session.same(fields.get("csrf", ""), caller.csrf):
        raise ForbiddenError("the form's secret is missing or old", hint="reload the page", code="csrf")
    response = RedirectResponse("/sign-in", status_code=303, headers={"cache-control": "no-store"})
    session.end(request, response)
    return response


async def _fields(request: Request) -> dict[str, str]:
    body = await read_body(request, _MOST_FORM)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError as error:
        raise InvalidInputError("not a form") from error


def _form(place: str, *, name: str = "", problem: str = "", status: int = 200) -> Response:
    given = {"next": place, "name": name, "problem": problem, "assets": assets_version()}
    return html(render("sign_in.html", given), status=status)


def _too_often(place: str, name: str, wait: float) -> Response:
    minutes = max(1, round(wait / 60))
    words = f"Too many attempts. Try again in {minutes} minute{'s' if minutes > 1 else ''}."
    response = _form(place, name=name, problem=words, status=429)
    response.headers["retry-after"] = str(int(wait) + 1)
    return response
