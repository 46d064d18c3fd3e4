"""Signed-in people: a random cookie whose hash is kept, and the secret that their forms carry."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from fastapi import Request
from fastapi.responses import Response

from apiyard.access.token import new_session_token, token_digest
from apiyard.core.clock import SystemClock
from apiyard.core.errors import ForbiddenError, UnauthenticatedError
from apiyard.core.evidence import Evidence, EvidenceKind, Subject, Verdict
from apiyard.server.identity import COOKIE, CSRF_HEADER, Caller, parts_of, sha256
from apiyard.wiring.parts import Parts

LIFETIME = timedelta(hours=12)
"""How long a session lives; then the person signs in again."""


def signed_in(request: Request) -> Caller | None:
    """Give the person whose browser sent the request; tokens of programs are not looked at.

    Args:
        request: the request.

    Returns:
        The person, or None.
    """
    cookie = request.cookies.get(COOKIE, "")
    session = parts_of(request).store.people.session(sha256(cookie)) if cookie else None
    return None if session is None else Caller(f"user:{session.user.name}", session.user.role, session.csrf)


def with_secret(request: Request) -> Caller:
    """Give the person, when the request carries the secret of their pages whatever its method.

    Args:
        request: the request.

    Returns:
        The person.

    Raises:
        UnauthenticatedError: nobody is signed in.
        ForbiddenError: the request did not come from a page of this session.
    """
    caller = signed_in(request)
    if caller is None:
        raise UnauthenticatedError("sign in first", hint="reload the page")
    if not same(request.headers.get(CSRF_HEADER, ""), caller.csrf):
        raise ForbiddenError("only this session's own pages may call this", hint="reload the page", code="csrf")
    return caller


def same(given: str, kept: str) -> bool:
    """Compare secrets in a time that tells nothing.

    Args:
        given: what was sent.
        kept: what is right; an empty one is never right.
    """
    return bool(kept) and hmac.compare_digest(given.encode(), kept.encode())


def begin(parts: Parts, response: Response, user: str, *, how: str) -> None:
    """Sign a person in: keep the session, set its cookie, leave a fact.

    Args:
        parts: the doors.
        response: gets the cookie.
        user: who it is; must exist.
        how: ``password`` or ``link``.

    Raises:
        NotFoundError: there is no such user.
    """
    token = new_session_token()
    expires = SystemClock().now() + LIFETIME
    parts.store.people.start_session(user, sha256=token_digest(token), csrf=secrets.token_urlsafe(32), expires=expires)
    subject = Subject("session", "portal")
    parts.store.ledger.append(
        Evidence(EvidenceKind.SIGN_IN, subject, Verdict.PASS, numbers={"how": how}, by=f"user:{user}")
    )
    # Not marked Secure: the control plane speaks plain HTTP on loopback, and a proxy in front of it is its user's.
    response.set_cookie(
        COOKIE,
        token.reveal(),
        max_age=int(LIFETIME.total_seconds()),
        path="/",
        httponly=True,
        samesite="strict",
    )


def end(request: Request, response: Response) -> None:
    """Sign a person out here: forget the session and its cookie.

    Args:
        request: carries the cookie.
        response: takes it away.
    """
    cookie = request.cookies.get(COOKIE, "")
    if cookie:
        parts_of(request).store.people.end_session(sha256(cookie))
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
