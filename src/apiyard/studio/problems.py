"""What went wrong, as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from apiyard.core.errors import ApiyardError
from apiyard.studio.policy import SILENT


def problem(status: int, code: str, detail: str, **more: object) -> Response:
    """Make an answer that says what went wrong.

    Args:
        status: the HTTP status.
        code: a stable code for programs.
        detail: what is wrong, for people.
        more: further members.

    Returns:
        The response.
    """
    body = {
        "type": f"urn:apiyard:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }
    return JSONResponse(
        body,
        status,
        headers={"content-security-policy": SILENT, "cache-control": "no-store"},
        media_type="application/problem+json",
    )


async def told(request: Request, error: Exception) -> Response:
    """Answer with an error of the house.

    Args:
        request: the request that ended so.
        error: the error.

    Returns:
        The response.
    """
    if not isinstance(error, ApiyardError):
        return problem(500, "internal", "something went wrong inside apiyard")
    return problem(error.status, error.code, error.what, where=error.where, piece=error.piece, hint=error.hint)
