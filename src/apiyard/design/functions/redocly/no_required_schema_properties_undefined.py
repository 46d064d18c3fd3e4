"""A property that must be there is described."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.arrival import Arrival
from apiyard.design.redocly.defines import Definitions
from apiyard.design.redocly.tell import items, meaning, member, tell
from apiyard.design.redocly.walk import walk
from apiyard.spec.inventory import Spot


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    arrivals = walk(context.inventory, context.formats)
    known = Definitions(context)
    for arrival in arrivals.first("Schema"):
        required = items(member(arrival.value, "required"))
        holder = _whole(arrival, context) if required else None
        for index, name in enumerate(required):
            if not _knows(known, arrival.value, name, uri=arrival.spot.uri) and not (
                holder is not None and _knows(known, holder.value, name, uri=holder.spot.uri)
            ):
                yield _found(context, arrival.below("required", index), name)
    for arrival in arrivals.references:
        required = items(member(arrival.written, "required"))
        for index, name in enumerate(required if arrival.kind == "Schema" else ()):
            if not _knows(known, arrival.written, name, uri=arrival.source.uri):
                spot = Spot(arrival.source.uri, (*arrival.source.path, "required", index))
                yield _found(context, spot, name)


def _whole(arrival: Arrival, context: Context) -> Arrival | None:
    """Give the outermost of the schemas around one that are made of the next inner one."""
    outermost, part = None, arrival.value
    for each in arrival.above():
        if each.kind != "Schema":
            continue
        parts = [one for word in ("allOf", "anyOf", "oneOf") for one in items(member(each.value, word))]
        if not any(meaning(context, one) is part for one in parts):
            break
        outermost, part = each, each.value
    return outermost


def _knows(known: Definitions, schema: Any, name: Any, *, uri: str) -> bool:
    return known.has(schema, name if type(name) is str else json.dumps(name, default=str), uri=uri)


def _found(context: Context, spot: Spot, name: Any) -> Result:
    message = f'The required property "{name}" is not described.'
    return tell(context, spot, message, hint="describe it in properties, or correct the name", piece=str(name))


FUNCTION = Function(
    id="no-required-schema-properties-undefined",
    name="noRequiredSchemaPropertiesUndefined",
    why="What must be there and is not described cannot be sent rightly.",
    call=_call,
    read=no_options("no-required-schema-properties-undefined"),
)
