"""Bodies as people and programs read them: JSON as it is, texts as texts, bytes as base64; and back."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json, JsonObject
from apiyard.core.late import late_module
from apiyard.spec import media

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

DEEPEST = 100
"""Values that are nested deeper stay text."""

_FORMS = ("json", "text", "base64")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def readable(content_type: str | None, body: bytes) -> JsonObject:
    """Give a body so that it can be read and edited, without losing anything that its reader would see.

    Args:
        content_type: its Content-Type, if it has one.
        body: the bytes after content codings.

    Returns:
        An object with one member: ``json`` for JSON (spaces and the order of repeated names aside), ``text`` for
        UTF-8, ``base64`` for other bytes; empty when there is no body.
    """
    if not body:
        return {}
    name = media.read(content_type or "")
    if name.is_json or not content_type:
        found = _json(body)
        if found is not None:
            return {"json": found[0]}
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}
    if _UNREADABLE.search(text):
        return {"base64": base64.b64encode(body).decode()}
    return {"text": text}


def unreadable(held: Mapping[str, Json], *, where: str = "") -> bytes:
    """Give the bytes of a body that was made readable.

    Args:
        held: an object with at most one of the members ``json``, ``text`` and ``base64``; others are left alone.
        where: what the errors are about.

    Returns:
        The bytes.

    Raises:
        InvalidInputError: there are several, or one is not of its form.
    """
    found = [name for name in _FORMS if name in held]
    if not found:
        return b""
    if len(found) > 1:
        raise InvalidInputError("a body has one form", where=where, piece=", ".join(found), hint="keep one of them")
    value = held[found[0]]
    if found[0] == "json":
        try:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        except (ValueError, TypeError):
            raise InvalidInputError("a value of the body is no JSON", where=where) from None
    if not isinstance(value, str):
        raise InvalidInputError(f"{found[0]} needs a string", where=where, piece=type(value).__name__)
    if found[0] == "text":
        return value.encode()
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInputError("this is no base64", where=where, piece=value) from None


def depth(value: object) -> int:
    """Say how deep a value is nested; who asks wants to know whether that is more than `DEEPEST`.

    Args:
        value: a JSON value.

    Returns:
        The depth, or a number above `DEEPEST`.
    """
    deepest, row = 0, [value]
    while row and deepest <= DEEPEST:
        deepest += 1
        inner: list[object] = []
        for each in row:
            if isinstance(each, Mapping):
                inner.extend(each.values())
            elif isinstance(each, list):
                inner.extend(each)
        row = inner
    return deepest


def _json(body: bytes) -> tuple[Json] | None:
    """Read JSON whose meaning survives being written again; None for what does not."""
    try:
        orjson.loads(body)  # the judge's reader is strict about UTF-8, depth, and what is no JSON
        value = json.loads(body, object_pairs_hook=_once, parse_float=_float)
        return (value,) if depth(value) <= DEEPEST else None
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _float(text: str) -> float:
    """Read a number; one with more digits than a float holds is better kept as the text it was."""
    value = float(text)
    digits = sum(char.isdigit() for char in text.lower().partition("e")[0].replace(".", "").lstrip("-0"))
    if digits > 15 or value in (float("inf"), float("-inf")):
        raise ValueError("a number does not fit")
    return value
