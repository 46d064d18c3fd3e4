"""Replies that say what went wrong, as problem details."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from apiyard.core.json import Json, canonical
from apiyard.spec.exchange import Headers, Reply
from apiyard.spec.violation import Violation

MEDIA = "application/problem+json"


def problem(
    status: int, detail: str, *, violations: Sequence[Violation] = (), code: str = "", headers: Headers = ()
) -> Reply:
    """Make a reply with problem details (RFC 9457).

    Args:
        status: the HTTP status.
        detail: what happened this time.
        violations: what the request broke; each is listed with its place and reason.
        code: a stable code for programs.
        headers: more headers.

    Returns:
        The reply.
    """
    value: dict[str, Json] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if code:
        value["code"] = code
    if violations:
        value["violations"] = [
            {"place": each.place, "pointer": each.pointer, "message": each.message, "promise": each.schema_pointer}
            for each in violations
        ]
    return Reply(status, (("content-type", MEDIA), *headers), canonical(value))
