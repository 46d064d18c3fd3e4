"""When are two requests the same, whatever their secrets and however they are written?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from apiyard.core.json import Json
from apiyard.mock.forward.redact import REDACTED
from apiyard.mock.journal.readable import readable
from apiyard.spec import media
from apiyard.spec.exchange import Request
from apiyard.spec.style import query_pairs

IsSecret: TypeAlias = Callable[[str], bool]
"""Says whether a name stands for a secret."""

_FORM = "application/x-www-form-urlencoded"
_Pairs: TypeAlias = list[tuple[str, str]]


def key_of(request: Request, is_secret: IsSecret) -> str:
    """Give a text that is equal for requests that mean the same to one method and path.

    Args:
        request: the request.
        is_secret: says which names have values that need not be the same.

    Returns:
        The text. A recorded request whose text holds `REDACTED` may be the same as others too: `differences` tells.
    """
    body: Any = _body(request, is_secret)
    return json.dumps([_pairs(request.query, is_secret), body], sort_keys=True, ensure_ascii=False)


def differences(recorded: Request, asked: Request, is_secret: IsSecret) -> list[str]:
    """Say in what a request differs from a recorded one, whose secrets may be anything.

    Args:
        recorded: the recorded request.
        asked: the other one, with the same method and path.
        is_secret: says which names have values that need not be the same.

    Returns:
        Short sentences; none when they are the same.
    """
    found = _of_pairs(_pairs(recorded.query, is_secret), _pairs(asked.query, is_secret))
    was, is_ = _body(recorded, is_secret), _body(asked, is_secret)
    if isinstance(was, list) and isinstance(is_, list) and _is_form(recorded) and _is_form(asked):
        return found + _of_pairs(was, is_)
    return found if _meets(was, is_) else [*found, "the body is another"]


def _pairs(text: str, is_secret: IsSecret) -> _Pairs:
    """Give the pairs of a query or a form in order, with the same word for each secret."""
    return sorted((name, "" if is_secret(name) else value) for name, value in query_pairs(text))


def _is_form(request: Request) -> bool:
    return media.read(request.header("content-type") or "").essence == _FORM


def _body(request: Request, is_secret: IsSecret) -> Any:
    """Give what a body means: pairs, a JSON value with the same word for each secret, or its text."""
    if _is_form(request):
        return _pairs(request.body.decode("utf-8", "replace"), is_secret)
    held = readable(request.header("content-type"), request.body)
    if "json" in held:
        return {"json": _masked(held["json"], is_secret)}
    return {**held}


def _masked(value: Any, is_secret: IsSecret) -> Json:
    """Put one word for each secret, and write whole numbers in one way; no deeper than `readable` lets it be."""
    if isinstance(value, Mapping):
        return {name: "" if is_secret(name) else _masked(each, is_secret) for name, each in value.items()}
    if isinstance(value, list):
        return [_masked(each, is_secret) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value  # type: ignore[no-any-return]


def _of_pairs(recorded: _Pairs, asked: _Pairs) -> list[str]:
    hidden = {name for name, value in recorded if REDACTED in value}
    left = Counter(pair for pair in recorded if pair[0] not in hidden)
    left.subtract(pair for pair in asked if pair[0] not in hidden)
    found = [f"{name}={value} is missing" for (name, value), count in left.items() if count > 0]
    return found + [f"{name}={value} is new" for (name, value), count in left.items() if count < 0]


def _meets(was: Json, is_: Json) -> bool:
    """Compare what bodies mean; a text that was redacted may be any."""
    row: list[tuple[object, object]] = [(was, is_)]
    while row:
        one, other = row.pop()
        if isinstance(one, str) and REDACTED in one:
            continue
        if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
            row.extend((value, other[name]) for name, value in one.items())
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            row.extend(zip(one, other, strict=True))
        elif isinstance(one, dict | list) or one != other or isinstance(one, bool) != isinstance(other, bool):
            return False
    return True
