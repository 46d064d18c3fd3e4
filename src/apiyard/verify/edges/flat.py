"""The schema at a place as one flat schema: references followed, compositions merged, branches chosen by a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.spec import pointer as pointers
from apiyard.spec.merge import ImpossibleError, merge

_MAX_DEPTH = 24
_TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}


def flat(tree: Json, node: Json, value: Json, *, depth: int = 0) -> dict[str, Any]:
    """Give what a schema asks of a value, as one object.

    Args:
        tree: the contract's tree, in which references are followed.
        node: the schema.
        value: a value that keeps it; of branches the first one that it may belong to is taken.
        depth: how many references and compositions were followed.

    Returns:
        The flat schema; an empty one where nothing is asked, or where it nests too deep.
    """
    if not isinstance(node, dict) or depth > _MAX_DEPTH:
        return {}
    own: dict[str, Any] = dict(node)
    parts: list[Json] = []
    ref = own.pop("$ref", None)
    if isinstance(ref, str) and ref.startswith("#"):
        target = pointers.get(tree, pointers.from_fragment(ref[1:]))
        if target is not pointers.MISSING:
            parts.append(target)  # type: ignore[arg-type]
    every = own.pop("allOf", None)
    parts += every if isinstance(every, list) else []
    for word in ("oneOf", "anyOf"):
        branches = own.pop(word, None)
        if isinstance(branches, list):
            chosen = next((each for each in branches if _fits(flat(tree, each, value, depth=depth + 1), value)), None)
            parts += [chosen] if chosen is not None else []
    for part in parts:
        try:
            own = merge(own, flat(tree, part, value, depth=depth + 1))
        except (ImpossibleError, TypeError, AttributeError):
            continue
    return own


def types_of(schema: Mapping[str, Any], value: Json) -> tuple[str, ...]:
    """Give the types that a flat schema allows; where it says nothing, that of a value which keeps it."""
    named = schema.get("type")
    if isinstance(named, str):
        return (named,)
    if isinstance(named, list):
        return tuple(each for each in named if isinstance(each, str))
    return (type_of(value),)


def type_of(value: Json) -> str:
    """Give the name of a value's type, ``number`` for all numbers."""
    return next((name for name, kind in _TYPES.items() if isinstance(value, kind)), "number")


def _fits(schema: Mapping[str, Any], value: Json) -> bool:
    named = schema.get("type")
    kinds = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    own = type_of(value)
    if kinds and own not in kinds and not (own == "number" and "integer" in kinds and isinstance(value, int)):
        return False
    if "const" in schema and schema["const"] != value:
        return False
    if isinstance(schema.get("enum"), list) and value not in schema["enum"]:
        return False
    if isinstance(value, dict):
        required, properties = schema.get("required"), schema.get("properties")
        if isinstance(required, list) and any(name not in value for name in required):
            return False
        if isinstance(properties, dict):
            if schema.get("additionalProperties") is False and any(name not in properties for name in value):
                return False
            held = ((each, value[name]) for name, each in properties.items() if name in value)
            return all(_fits(each, item) for each, item in held if isinstance(each, dict) and "$ref" not in each)
    return True
