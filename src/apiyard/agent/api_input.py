"""Reading what a caller of the agent's API sent, within bounds."""

from __future__ import annotations

import json
from typing import Any, cast

from starlette.requests import Request

from apiyard.agent.node_agent import Agent
from apiyard.core.errors import InvalidInputError, TooLargeError

LARGEST_JSON = 4 * 1024 * 1024
LARGEST_FRAME = 256 * 1024 * 1024


def agent_of(request: Request) -> Agent:
    """Give the agent that a request was sent to.

    Args:
        request: the request.
    """
    return cast("Agent", request.app.state.agent)


async def read_body(request: Request, largest: int) -> bytes:
    """Read a body.

    Args:
        request: the request.
        largest: how many bytes at most.

    Returns:
        The bytes.

    Raises:
        TooLargeError: there are more.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise TooLargeError(f"the body has more than {largest} bytes", where=request.url.path)
    return bytes(body)


async def read_object(request: Request) -> dict[str, Any]:
    """Read a JSON object.

    Args:
        request: the request.

    Returns:
        The object.

    Raises:
        InvalidInputError: the body is no JSON object.
        TooLargeError: it is too large.
    """
    try:
        value = json.loads(await read_body(request, LARGEST_JSON))
    except (ValueError, RecursionError) as error:
        raise InvalidInputError("the body is not JSON", where=request.url.path, piece=str(error)) from error
    if not isinstance(value, dict):
        raise InvalidInputError("the body is a JSON object", where=request.url.path)
    return value


def number(request: Request, name: str, default: float, *, largest: float) -> float:
    """Read a number from the query.

    Args:
        request: the request.
        name: the parameter.
        default: what it is when it is not there.
        largest: larger ones are cut to this.

    Returns:
        The number, not negative.

    Raises:
        InvalidInputError: it is no number, or negative.
    """
    return bounded(request.query_params.get(name, default), name, largest=largest)


def bounded(value: Any, name: str, *, largest: float) -> float:
    """Check a number.

    Args:
        value: the number, maybe as text.
        name: what it is called.
        largest: larger ones are cut to this.

    Returns:
        The number, not negative.

    Raises:
        InvalidInputError: it is no number, or negative.
    """
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = -1.0
    if not found >= 0:  # also refuses NaN
        raise InvalidInputError(f"{name} is a number that is not negative", piece=str(value)[:80])
    return min(found, largest)
