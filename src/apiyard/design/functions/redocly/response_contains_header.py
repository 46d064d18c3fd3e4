"""The responses of some statuses have some headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.design.redocly.read import of_status, read_statuses
from apiyard.design.redocly.tell import member, tell
from apiyard.design.redocly.walk import walk


def _read(options: Mapping[str, Json] | None) -> Mapping[str, tuple[str, ...]]:
    return read_statuses("response-contains-header", options)


def _call(_value: Any, names: Mapping[str, tuple[str, ...]], context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).all("Response") if names else ():
        if arrival.up("Operation") is None or type(arrival.value) is not dict:
            continue
        headers = member(arrival.value, "headers")
        known = {name.lower() for name in headers} if type(headers) is dict else set()
        for name in of_status(names, str(arrival.key)):
            if name.lower() not in known:
                message = f'The response has no header "{name}".'
                yield tell(context, arrival.below("headers"), message, hint="describe it in headers", piece=name)


FUNCTION = Function(
    id="response-contains-header",
    name="responseContainsHeader",
    why="Headers that callers rely on are easily forgotten in one of many responses.",
    call=_call,
    read=_read,
)
