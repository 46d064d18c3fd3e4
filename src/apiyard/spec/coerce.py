"""From the text of a parameter or form field to the value that its schema means."""

from __future__ import annotations

import math
import re
from typing import Any

from apiyard.core.json import Json
from apiyard.core.late import late_pattern
from apiyard.spec.schema import Schema

_INTEGER = late_pattern(r"-?(?:0|[1-9][0-9]{0,99})", re.ASCII)
_NUMBER = late_pattern(r"-?[0-9]{1,100}(?:\.[0-9]{1,100})?(?:[eE][-+]?[0-9]{1,4})?", re.ASCII)
_BRANCHES = ("allOf", "anyOf", "oneOf")
_MAX_PARTS = 64
_ORDER = ("boolean", "integer", "number", "null", "string")


def parts(schema: Schema) -> list[Schema]:
    """Give a schema and all that it is composed of, references followed, at most 64 of them."""
    waiting, found, seen = [schema], list[Schema](), set[str]()
    while waiting and len(found) < _MAX_PARTS:
        part = waiting.pop(0).resolved()
        if part.pointer in seen or not isinstance(part.value, dict):
            continue
        seen.add(part.pointer)
        found.append(part)
        for word in _BRANCHES:
            branches = part.value.get(word)
            if isinstance(branches, list):
                waiting.extend(each for index in range(len(branches)) if (each := part.at(word, index)) is not None)
    return found


def types(schema: Schema) -> frozenset[str]:
    """Give the type names that a schema or what it is composed of speaks of; empty when it speaks of none."""
    known = schema.scope.types
    found = known.get(schema.pointer)
    if found is None:
        found = known[schema.pointer] = _types(schema)
    return found


def _types(schema: Schema) -> frozenset[str]:
    found: set[str] = set()
    for part in parts(schema):
        value = part.value if isinstance(part.value, dict) else {}
        kind = value.get("type")
        if isinstance(kind, str):
            found.add(kind)
        elif isinstance(kind, list):
            found.update(each for each in kind if isinstance(each, str))
        elif kind is None:
            found.update(_type_of(each) for each in _listed(value))
    return frozenset(found)


def _listed(schema: Any) -> list[Any]:
    listed = schema.get("enum")
    return [*(listed if isinstance(listed, list) else ()), *([schema["const"]] if "const" in schema else ())]


def _type_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


def coerce(text: str, schema: Schema | None) -> Json:
    """Read a text as the value that the schema means.

    Args:
        text: the decoded text.
        schema: the schema of the value, None when there is none.

    Returns:
        A boolean, number, null or string. A text that cannot be read as what the schema asks for stays a string, so
        that validation tells it.
    """
    wanted = types(schema) if schema is not None else frozenset[str]()
    if not wanted or wanted == {"string"}:
        return text
    if len(wanted) == 1:
        found = _read(text, next(iter(wanted)))
        return found[0] if found else text
    candidates = [value for kind in _ORDER if kind in wanted for value in _read(text, kind)]
    if len(candidates) > 1 and schema is not None:
        return next((value for value in candidates if schema.is_valid(value, direction="request")), candidates[0])
    return candidates[0] if candidates else text


def _read(text: str, kind: str) -> list[Json]:
    if kind == "boolean" and text in ("true", "false"):
        return [text == "true"]
    if kind == "integer" and _INTEGER.fullmatch(text):
        return [int(text)]
    if kind == "number" and _NUMBER.fullmatch(text):
        value = float(text)
        return [int(text) if _INTEGER.fullmatch(text) else value] if math.isfinite(value) else []
    if kind == "null" and text in ("", "null"):
        return [None]
    return [text] if kind == "string" else []


def member(schema: Schema | None, name: str) -> Schema | None:
    """Give the schema of a property, looking through composition.

    Args:
        schema: the schema of the object.
        name: the property.

    Returns:
        The first schema found: of the property itself, else of additional properties.
    """
    if schema is None:
        return None
    found = parts(schema)
    for part in found:
        inner = part.at("properties", name)
        if inner is not None:
            return inner
    return next((inner for part in found if (inner := part.at("additionalProperties")) is not None), None)


def names(schema: Schema | None) -> set[str]:
    """Give the property names that a schema declares, looking through composition."""
    found: set[str] = set()
    for part in parts(schema) if schema is not None else ():
        properties = part.value.get("properties") if isinstance(part.value, dict) else None
        found.update(properties if isinstance(properties, dict) else ())
    return found


def items(schema: Schema | None) -> Schema | None:
    """Give the schema of an array's items, looking through composition."""
    if schema is None:
        return None
    return next((inner for part in parts(schema) if (inner := part.at("items")) is not None), None)
