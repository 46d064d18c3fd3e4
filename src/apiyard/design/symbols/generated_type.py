"""The types that generators write for schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.symbols.naming import pascal
from apiyard.spec import pointer as pointers

_MODELS = "#/components/schemas/"
_MAX_DEPTH = 6
_NUMBERS = frozenset(("integer", "number"))


def type_of(schema: Json, *, depth: int = 0) -> str:
    """Give the type that generators write for a schema.

    Args:
        schema: the schema as written; references to components are names of models.
        depth: how deep it stands in another type.

    Returns:
        Such as ``string``, ``Order``, ``list[Order]``, ``map[integer]``, ``Cat | Dog``, ``any``; ``?`` at its end
        when null is one of its values.
    """
    if not isinstance(schema, Mapping) or depth > _MAX_DEPTH:
        return "any"
    ref = schema.get("$ref")
    if isinstance(ref, str):
        return model_of(ref)
    kinds = schema.get("type")
    listed = [str(each) for each in kinds] if isinstance(kinds, list) else [str(kinds)] if kinds else []
    mark = "?" if "null" in listed else ""
    real = [each for each in listed if each != "null"]
    if listed == ["null"]:
        return "null"
    for word in ("oneOf", "anyOf"):
        branches = schema.get(word)
        if isinstance(branches, list) and not real:
            return _choice(branches, depth)
    every = schema.get("allOf")
    if isinstance(every, list) and not schema.get("properties"):
        names = [type_of(each, depth=depth + 1) for each in every]
        known = [name for name in dict.fromkeys(names) if name not in {"any", "object"}]
        return (known[0] if len(known) == 1 else " & ".join(known) or "object") + mark
    if len(real) != 1:
        return (" | ".join(sorted(real)) or _untyped(schema)) + mark
    return _single(schema, real[0], depth) + mark


def model_of(ref: str) -> str:
    """Give the name of the model that a reference means; ``any`` when it means none."""
    if ref.startswith(_MODELS):
        return pascal(pointers.unescape(pointers.from_fragment(ref[len(_MODELS) :])))
    return "any"


def members_of(schema: Json) -> tuple[str, ...]:
    """Give the texts that a schema lists as its only values; empty when it lists none."""
    if not isinstance(schema, Mapping):
        return ()
    listed = schema.get("enum")
    return tuple(each for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()


def _choice(branches: list[Any], depth: int) -> str:
    names = [type_of(each, depth=depth + 1) for each in branches]
    null = any(isinstance(each, Mapping) and each.get("type") == "null" for each in branches)
    real = dict.fromkeys(name.removesuffix("?") for name in names if name != "null")
    return (" | ".join(real) or "any") + ("?" if null else "")


def _untyped(schema: Mapping[str, Any]) -> str:
    if schema.get("properties"):
        return "object"
    return "enum" if members_of(schema) else "any"


def _single(schema: Mapping[str, Any], kind: str, depth: int) -> str:
    if kind == "array":
        return f"list[{type_of(schema.get('items'), depth=depth + 1)}]"
    if kind == "object":
        others = schema.get("additionalProperties")
        if not schema.get("properties") and isinstance(others, Mapping):
            return f"map[{type_of(others, depth=depth + 1)}]"
        return "object"
    if kind == "string":
        if members_of(schema):
            return "enum"
        form = schema.get("format")
        return f"string({form})" if form in {"date", "date-time", "uuid", "binary", "byte"} else "string"
    form = schema.get("format")
    return f"{kind}({form})" if kind in _NUMBERS and form in {"int64", "float", "double"} else kind
