"""Who calls: an API token or a signed-in person, and what their role lets them do."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, Request

from apiyard.core.errors import ForbiddenError, UnauthenticatedError
from apiyard.core.noun import dataclass
from apiyard.govern.role import Permission, require
from apiyard.wiring.parts import Parts

COOKIE = "apiyard_session"
CSRF_HEADER = "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls.

    Args:
        name: ``user:NAME`` or ``token:NAME``.
        role: ``viewer``, ``approver`` or ``admin``.
        csrf: the secret of the session's forms; empty for tokens.
    """

    name: str
    role: str
    csrf: str = ""


def parts_of(request: Request) -> Parts:
    """Give the doors of the control plane.

    Args:
        request: any request to it.

    Returns:
        The parts.
    """
    parts: Parts = request.app.state.parts
    return parts


def sha256(text: str) -> str:
    """Give the hash under which tokens and sessions are kept.

    Args:
        text: a random secret of at least 128 bits.

    Returns:
        Lower-case hexadecimal SHA-256.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def find_caller(request: Request) -> Caller | None:
    """Find out who calls.

    Args:
        request: the request.

    Returns:
        The caller; None when nobody showed who they are.

    Raises:
        UnauthenticatedError: a token was shown and is not known.
    """
    people = parts_of(request).store.people
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        found = people.token(sha256(token.strip()))
        if found is None:
            raise UnauthenticatedError(
                "this API token is not known, or it ended", hint="look at APIYARD_TOKEN; without it, run `apiyard up`"
            )
        return Caller(f"token:{found.name}", found.role)
    cookie = request.cookies.get(COOKIE, "")
    session = people.session(sha256(cookie)) if cookie else None
    return None if session is None else Caller(f"user:{session.user.name}", session.user.role, session.csrf)


def viewer(request: Request) -> Caller:
    """Let signed-in people and tokens of any role in.

    Args:
        request: the request.

    Returns:
        The caller.

    Raises:
        UnauthenticatedError: nobody showed who they are.
    """
    caller = find_caller(request)
    if caller is None:
        raise UnauthenticatedError("sign in, or send an API token", hint="Authorization: Bearer TOKEN")
    _check_csrf(request, caller)
    return caller


def admin(request: Request) -> Caller:
    """Let administrators in.

    Args:
        request: the request.

    Returns:
        The caller.

    Raises:
        ForbiddenError: the caller's role is another.
    """
    return require_admin(viewer(request))


def require_admin(caller: Caller) -> Caller:
    """Let administrators go on.

    Args:
        caller: who calls.

    Returns:
        The caller.

    Raises:
        ForbiddenError: the caller's role is another.
    """
    if caller.role != "admin":
        raise ForbiddenError(f"this needs the role admin; {caller.name} is {caller.role}")
    return caller


def approver(request: Request) -> Caller:
    """Let those in who may approve.

    Args:
        request: the request.

    Returns:
        The caller.

    Raises:
        ForbiddenError: the caller's role may not approve.
    """
    caller = viewer(request)
    require(caller.role, Permission.APPROVE, who=caller.name)
    return caller


def _check_csrf(request: Request, caller: Caller) -> None:
    """A cookie is sent by the browser unasked, so what changes something must also carry the session's secret."""
    if not caller.csrf or request.method in _SAFE:
        return
    if not hmac.compare_digest(request.headers.get(CSRF_HEADER, "").encode(), caller.csrf.encode()):
        raise ForbiddenError("the form's secret is missing or old", hint="reload the page", code="csrf")


Viewer = Annotated[Caller, Depends(viewer)]
Approver = Annotated[Caller, Depends(approver)]
Admin = Annotated[Caller, Depends(admin)]
Doors = Annotated[Parts, Depends(parts_of)]
