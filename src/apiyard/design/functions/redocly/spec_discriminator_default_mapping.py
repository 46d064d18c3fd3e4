"""A discriminator that may be absent says which schema is meant then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import holds, items, meaning, member, tell
from apiyard.design.redocly.walk import step, walk

_DEEPEST = 60


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    schemas = member(member(context.root, "components"), "schemas")
    for arrival in walk(context.inventory, context.formats).first("Schema"):
        discriminator = member(arrival.value, "discriminator")
        name = member(discriminator, "propertyName")
        if not holds(name):
            continue
        default = member(discriminator, "defaultMapping")
        if default is MISSING:
            if not _requires(arrival.value, name, context, seen=set()):
                message = f'The property "{name}" may be absent, and the discriminator has no defaultMapping.'
                yield tell(context, arrival.below("discriminator"), message, hint="add defaultMapping", piece=str(name))
        elif not _exists(default, schemas, context=context, uri=arrival.spot.uri):
            message = f'No schema is called "{default}".'
            spot = arrival.below("discriminator", "defaultMapping")
            yield tell(context, spot, message, hint="correct the name of the schema", piece=str(default))


def _requires(written: Any, name: Any, context: Context, *, seen: set[int], depth: int = 0) -> bool:
    """Say whether a value of a schema surely has a property."""
    schema = meaning(context, written)
    if type(schema) is not dict or id(schema) in seen or depth > _DEEPEST:
        return True
    seen.add(id(schema))
    if name in items(member(schema, "required")):
        return True
    if any(_requires(each, name, context, seen=seen, depth=depth + 1) for each in items(member(schema, "allOf"))):
        return True
    for word in ("oneOf", "anyOf"):
        if word in schema and all(
            _requires(each, name, context, seen=seen, depth=depth + 1) for each in items(schema[word])
        ):
            return True
    return False


def _exists(default: Any, schemas: Any, *, context: Context, uri: str) -> bool:
    if type(default) is not str:
        return False
    if type(schemas) is dict and default in schemas:
        return True
    return default.startswith("#") and step(context.inventory, {"$ref": default}, uri) is not None


FUNCTION = Function(
    id="spec-discriminator-default-mapping",
    name="specDiscriminatorDefaultMapping",
    why="Without it nobody knows how to read a value without the property (OpenAPI 3.2, Discriminator Object).",
    call=_call,
    read=no_options("spec-discriminator-default-mapping"),
)
