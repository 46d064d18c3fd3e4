"""A refusal is a problem of RFC 9457, which follows RFC 7807, with type and title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.defines import Definitions
from apiyard.design.redocly.tell import holds, meaning, member, place, tell
from apiyard.design.redocly.walk import walk
from apiyard.spec.inventory import Spot

_REFUSAL = re.compile(r"4[Xx0-9]{2}")
_TYPE = "application/problem+json"


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    known = Definitions(context)
    for arrival in walk(context.inventory, context.formats).first("Response"):
        if not _REFUSAL.search(str(arrival.key)) or type(arrival.value) is not dict:
            continue
        content = member(arrival.value, "content")
        written = member(content, _TYPE)
        if not holds(written):
            message = f"The refusal is no {_TYPE}."
            yield tell(context, arrival.spot, message, hint=f"add the media type {_TYPE}")
            continue
        yield from _media(written, place(context, written, arrival.below("content", _TYPE)), known)


def _media(written: Any, spot: Spot, known: Definitions) -> Iterator[Result]:
    context = known.context
    at = Spot(spot.uri, (*spot.path, "schema"))
    schema = member(meaning(context, written), "schema")
    if not holds(schema):
        yield tell(context, at, "The problem has no schema.", hint="add a schema with type and title")
        return
    real, resolved = place(context, schema, at), meaning(context, schema)
    if resolved is MISSING:
        return
    for name in ("type", "title"):
        if not known.has(schema, name, uri=at.uri):
            below = (*real.path, "properties", name) if member(resolved, "properties") is not MISSING else real.path
            message = f'The problem has no "{name}".'
            yield tell(context, Spot(real.uri, below), message, hint="add it to the properties", piece=name)


FUNCTION = Function(
    id="operation-4xx-problem-details-rfc7807",
    name="operation4xxProblemDetailsRfc7807",
    why="Callers read the refusals of all APIs alike.",
    call=_call,
    read=no_options("operation-4xx-problem-details-rfc7807"),
)
