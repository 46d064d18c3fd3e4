"""Smaller requests than a given one, the boldest first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from apiyard.core.json import Json
from apiyard.core.noun import replace
from apiyard.spec import media
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.route import Matched

_MOST_DEPTH = 12
_FORM = "application/x-www-form-urlencoded"


def smaller_requests(contract: Contract, request: Request) -> Iterator[Request]:
    """Give requests that are a little smaller than one, each in one way.

    Args:
        contract: knows what of the path is a value.
        request: the request.

    Yields:
        Requests without the body, a header, a pair of the query or a part of the body, or with a shorter value.
    """
    if request.body:
        yield replace(request, body=b"", headers=_without(request, "content-type"))
    yield from _queries(request)
    yield from _headers(request)
    yield from _bodies(request)
    yield from _paths(contract, request)


def _without(request: Request, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in request.headers if pair[0].lower() not in names)


def _headers(request: Request) -> Iterator[Request]:
    for at, (name, value) in enumerate(request.headers):
        if name.lower() == "content-type" and request.body:
            continue
        rest = request.headers[:at] + request.headers[at + 1 :]
        yield replace(request, headers=rest)
        if name.lower() == "cookie":
            pieces = [piece.strip() for piece in value.split(";")]
            for left in range(len(pieces) if len(pieces) > 1 else 0):
                line = "; ".join(pieces[:left] + pieces[left + 1 :])
                yield replace(request, headers=(*rest, (name, line)))


def _queries(request: Request) -> Iterator[Request]:
    pieces = [piece for piece in request.query.split("&") if piece]
    if len(pieces) > 1:
        yield replace(request, query="")
    for at, piece in enumerate(pieces):
        before, after = pieces[:at], pieces[at + 1 :]
        yield replace(request, query="&".join(before + after))
        name, equals, value = piece.partition("=")
        # An empty value is read as none by many a service, so it says less than the value that it would stand for.
        for shorter in filter(None, _texts(value)) if equals and "%" not in value else ():
            yield replace(request, query="&".join((*before, f"{name}={shorter}", *after)))


def _paths(contract: Contract, request: Request) -> Iterator[Request]:
    found = contract.router.match(request.method, request.path)
    if not isinstance(found, Matched):
        return
    for name, value in found.path_values.items():
        for simple in ("0", "1", "a"):
            if len(simple) < len(value) or (len(simple) == len(value) and simple < value):
                path = found.operation.path.partition("?")[0]
                for each, text in {**found.path_values, name: simple}.items():
                    path = path.replace("{" + each + "}", quote(text, safe="!$&'()*+,;=:@~"))
                yield replace(request, path=path)


def _bodies(request: Request) -> Iterator[Request]:
    kind = media.read(request.header("content-type") or "")
    if kind.essence == _FORM:
        pieces = [piece for piece in request.body.split(b"&") if piece]
        for at in range(len(pieces) if len(pieces) > 1 else 0):
            yield replace(request, body=b"&".join(pieces[:at] + pieces[at + 1 :]))
        return
    if kind.is_json:
        try:
            value = json.loads(request.body)
        except (ValueError, RecursionError):
            value = None
        else:
            for smaller in _values(value):
                data = json.dumps(smaller, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
                if data != request.body:
                    yield replace(request, body=data)
            return
    for size in (len(request.body) // 2, len(request.body) - 1):
        if 0 < size < len(request.body):
            yield replace(request, body=request.body[:size])


def _values(value: Json, depth: int = 0) -> Iterator[Json]:
    """Give values that are smaller in one place, those that leave out most first."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, Mapping):
        yield from _objects(value, depth)
    elif isinstance(value, list):
        yield from _lists(value, depth)
    elif isinstance(value, str):
        yield from _texts(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _numbers(value)


def _objects(value: Mapping[str, Json], depth: int) -> Iterator[Json]:
    for name in value:
        yield {each: item for each, item in value.items() if each != name}
    for name, item in value.items():
        for smaller in _values(item, depth + 1):
            yield {**value, name: smaller}


def _lists(value: list[Any], depth: int) -> Iterator[Json]:
    half = len(value) // 2
    if half > 1:
        yield value[:half]
        yield value[half:]
    for at in range(len(value)):
        yield value[:at] + value[at + 1 :]
    for at, item in enumerate(value):
        for smaller in _values(item, depth + 1):
            yield [*value[:at], smaller, *value[at + 1 :]]


def _texts(text: str) -> Iterator[str]:
    if text:
        yield ""
    for size in (len(text) // 2, len(text) - 1):
        if 0 < size < len(text):
            yield text[:size]
    if text and set(text) != {"a"} and len(text) <= 200:
        yield "a" * len(text)


def _numbers(number: float) -> Iterator[float]:
    for simple in (0, 1, -1, number // 2 if abs(number) < 1e300 else 0):
        if abs(simple) < abs(number) and simple != number:
            yield int(simple) if isinstance(number, int) or simple == int(simple) else simple
