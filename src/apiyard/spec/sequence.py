"""Bodies that are sequences of items: lines of JSON, records of JSON, and server-sent events (OpenAPI 3.2, 4.14.3)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from apiyard.core.json import Json
from apiyard.core.late import late_module
from apiyard.spec import exact_json, media
from apiyard.spec.exchange import Headers, header
from apiyard.spec.unreadable import UnreadableError

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

EVENTS = "text/event-stream"
_PARTS = frozenset({"multipart/mixed", "multipart/x-mixed-replace", "multipart/related", "multipart/parallel"})
_MAX_ITEMS = 100_000
_RECORD = "\x1e"


def read(essence: str, text: str) -> list[Json]:
    """Read the items of a body.

    Args:
        essence: one of `FORMS`.
        text: the body.

    Returns:
        The items in order: values, or events as objects with ``data``, ``event``, ``id`` and ``retry``.

    Raises:
        UnreadableError: an item is no JSON, or there are more than 100,000.
    """
    return FORMS[essence](text)


def write(essence: str, items: Sequence[Json]) -> str:
    """Write items as a body.

    Args:
        essence: one of `FORMS`.
        items: the items; an event is an object, as `read` gives it.

    Returns:
        The body.
    """
    if essence == EVENTS:
        return "".join(_event(item if isinstance(item, Mapping) else {"data": item}) for item in items)
    mark = _RECORD if essence == _RECORDS else ""
    return "".join(f"{mark}{_written(item)}\n" for item in items)


def is_parts(essence: str) -> bool:
    """Say whether a body of a media type is a sequence of parts (RFC 2046, section 5.1), not the fields of a form."""
    return essence in _PARTS


def is_stream(headers: Headers) -> bool:
    """Say whether a body may go on without end: events, lines or records of JSON, or parts that replace each other.

    Args:
        headers: of the reply.
    """
    essence = media.read(header(headers, "content-type") or "/").essence
    return essence in FORMS or essence in {"multipart/mixed", "multipart/x-mixed-replace"}


def _event(fields: Mapping[str, Json]) -> str:
    lines: list[str] = []
    for name, value in fields.items():
        text = value if isinstance(value, str) else _written(value)
        lines.extend(f"{name}: {line}" for line in text.split("\n"))
    return "\n".join(lines) + "\n\n"


def _written(value: Json) -> str:
    # The quick writer of the rest knows no integers beyond 64 bits.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _of_lines(text: str) -> list[Json]:
    return [_json(line) for line in _few(text.split("\n")) if line.strip()]


def _of_records(text: str) -> list[Json]:
    return [_json(record) for record in _few(text.split(_RECORD)) if record.strip()]


def _of_events(text: str) -> list[Json]:
    """Read events as a browser does (HTML, section 9.2.6), but keep those without data too."""
    found: list[Json] = []
    event: dict[str, Any] = {}
    for line in _few(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if not line:
            if event:
                found.append(event)
            event = {}
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            event["data"] = f"{event['data']}\n{value}" if "data" in event else value
        elif name in ("event", "id"):
            event[name] = value
        elif name == "retry" and value.isdecimal() and value.isascii():
            event[name] = int(value[:18])
    return found


def _few(pieces: list[str]) -> list[str]:
    if len(pieces) > _MAX_ITEMS:
        raise UnreadableError(f"the body holds more than {_MAX_ITEMS} items or lines")
    return pieces


def _json(text: str) -> Json:
    try:
        return exact_json.loads(text)
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"an item of the body is no JSON: {error.msg}") from None


_RECORDS = "application/json-seq"
FORMS: Mapping[str, Callable[[str], list[Json]]] = MappingProxyType(
    {
        "application/jsonl": _of_lines,
        "application/x-ndjson": _of_lines,
        "application/ndjson": _of_lines,
        _RECORDS: _of_records,
        EVENTS: _of_events,
    }
)
"""How each media type is read."""
