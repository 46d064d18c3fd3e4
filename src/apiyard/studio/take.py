"""Read what a page sent: JSON of the expected shape, or a problem; answer in JSON."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from apiyard.core.errors import InvalidInputError, TooLargeError

MOST_TEXTS = 100


def data(value: Any, status: int = 200) -> Response:
    """Answer with a JSON value.

    Args:
        value: the value.
        status: the HTTP status.

    Returns:
        The response.
    """
    return Response(orjson.dumps(value), status, media_type="application/json")


async def taken(request: Request) -> dict[str, Any]:
    """Read the body of a request.

    Args:
        request: the request.

    Returns:
        The JSON object in it.

    Raises:
        InvalidInputError: it is no JSON object.
        TooLargeError: it was cut off.
    """
    try:
        found = orjson.loads(await request.body())
    except ClientDisconnect:
        raise TooLargeError("the request is too large") from None
    except ValueError:
        raise InvalidInputError("the request is no JSON") from None
    if not isinstance(found, dict):
        raise InvalidInputError("the request is no JSON object")
    return found


def text_of(told: dict[str, Any], name: str, default: str | None = None) -> str:
    """Give a member that must be text.

    Args:
        told: what was sent.
        name: the member.
        default: what it is when it is missing; None when it must be there.

    Returns:
        The text.

    Raises:
        InvalidInputError: it is missing or no text.
    """
    value = told.get(name, default)
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} must be text", piece=repr(value)[:80])
    return value


def texts_of(told: dict[str, Any]) -> dict[str, str]:
    """Give the texts that are not saved yet.

    Args:
        told: what was sent.

    Returns:
        Texts by name.

    Raises:
        InvalidInputError: they are no texts by name, or too many.
    """
    texts = told.get("texts")
    if (
        not isinstance(texts, dict)
        or len(texts) > MOST_TEXTS
        or not all(isinstance(each, str) for each in texts.values())
    ):
        raise InvalidInputError("texts must be an object of texts by name")
    return texts


def list_of(told: dict[str, Any], name: str) -> list[Any]:
    """Give a member that must be an array.

    Args:
        told: what was sent.
        name: the member.

    Returns:
        The array; empty when it is missing.

    Raises:
        InvalidInputError: it is no array.
    """
    value = told.get(name, [])
    if not isinstance(value, list):
        raise InvalidInputError(f"{name} must be an array")
    return value
