"""The answers of some statuses have some properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.design.redocly.arrival import Arrival
from apiyard.design.redocly.read import of_status, read_statuses
from apiyard.design.redocly.tell import holds, meaning, member, place, tell
from apiyard.design.redocly.walk import walk
from apiyard.spec.inventory import Spot


def _read(options: Mapping[str, Json] | None) -> Mapping[str, tuple[str, ...]]:
    return read_statuses("response-contains-property", options)


def _call(_value: Any, names: Mapping[str, tuple[str, ...]], context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).all("Response") if names else ():
        if arrival.up("Operation") is None or str(arrival.key) == "204":
            continue
        for written, spot in _schemas(arrival, context):
            schema = meaning(context, written)
            if member(schema, "type") != "object":
                continue
            real = place(context, written, spot)
            for name in of_status(names, str(arrival.key)):
                if not holds(member(member(schema, "properties"), name)):
                    message = f'The answer has no property "{name}".'
                    below = Spot(real.uri, (*real.path, "properties"))
                    yield tell(context, below, message, hint="add it to the properties", piece=name)


def _schemas(arrival: Arrival, context: Context) -> Iterator[tuple[Any, Spot]]:
    """Give the schemas of a response, as written, with their places."""
    if "oas2" in context.formats:
        yield member(arrival.value, "schema"), arrival.below("schema")
        return
    content = member(arrival.value, "content")
    at = place(context, content, arrival.below("content"))
    content = meaning(context, content)
    for name, written in content.items() if type(content) is dict else ():
        media = meaning(context, written)
        spot = place(context, written, Spot(at.uri, (*at.path, name)))
        for field in ("schema", "itemSchema") if "oas3_2" in context.formats else ("schema",):
            yield member(media, field), Spot(spot.uri, (*spot.path, field))


FUNCTION = Function(
    id="response-contains-property",
    name="responseContainsProperty",
    why="Properties that callers rely on are easily forgotten in one of many answers.",
    call=_call,
    read=_read,
)
