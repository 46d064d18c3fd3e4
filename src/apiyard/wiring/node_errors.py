"""Errors over the agent's socket: problem details (RFC 9457) one way, the house's errors the other way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.errors import (
    ApiyardError,
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RefusedError,
    TooLargeError,
    UnauthenticatedError,
    UnavailableError,
)
from apiyard.core.json import JsonObject

_BY_STATUS: Mapping[int, type[ApiyardError]] = {
    kind.status: kind
    for kind in (
        InvalidInputError,
        UnauthenticatedError,
        ForbiddenError,
        NotFoundError,
        ConflictError,
        TooLargeError,
        RefusedError,
        UnavailableError,
    )
}


def to_problem(error: ApiyardError) -> JsonObject:
    """Give the problem details of an error (RFC 9457, section 3).

    Args:
        error: the error.

    Returns:
        A JSON object.
    """
    return {
        "type": f"urn:apiyard:problem:{error.code}",
        "title": error.what,
        "status": error.status,
        "code": error.code,
        "where": error.where,
        "piece": error.piece,
        "hint": error.hint,
        "retryable": error.retryable,
    }


def from_problem(status: int, value: Any, *, where: str) -> ApiyardError:
    """Make the error that the other side meant.

    Args:
        status: the HTTP status.
        value: the JSON body, whatever it is.
        where: what was asked, used when the problem names no place.

    Returns:
        The error, to be raised by the caller.
    """
    kind = _BY_STATUS.get(status, ApiyardError)
    if not isinstance(value, dict) or not isinstance(value.get("title"), str):
        return kind(f"the node agent answered {status} without a reason", where=where)
    text = {name: str(value.get(name) or "") for name in ("where", "piece", "hint", "code")}
    return kind(
        value["title"],
        where=text["where"] or where,
        piece=text["piece"],
        hint=text["hint"],
        code=text["code"] or kind.code,
        retryable=bool(value.get("retryable")),
    )
