"""Copies of schemas made ready for judging examples by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_ONE = frozenset(
    {
        *("additionalItems", "items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"),
    }
)
_LISTS = frozenset({"items", "allOf", "anyOf", "oneOf"})
_MAPS = frozenset({"$defs", "definitions", "properties", "patternProperties", "dependencies"})
_KNOWN = _ONE | _LISTS | _MAPS
# Below these stands data, or what cannot hold schemas.
_CLOSED = frozenset({"default", "enum", "const", "required", "type", "format", "pattern"})


def loosen(schema: Any, optional: str, *, swagger: bool) -> Any:
    """Take out of a schema what does not count for its examples.

    Args:
        schema: a copy with all references replaced; it is changed.
        optional: ``readOnly`` or ``writeOnly``: properties that say so may be missing; ``""`` for none.
        swagger: whether it is one of OpenAPI 2.0, where ``x-nullable`` counts and a parameter's ``required`` stands
            beside it.

    Returns:
        The schema.
    """
    if not isinstance(schema, dict):
        return schema
    if swagger and isinstance(schema.get("required"), bool):
        del schema["required"]
    waiting: list[tuple[dict[str, Any], bool]] = [(schema, bool(optional))]
    while waiting:
        node, loose = waiting.pop()
        if swagger and node.get("x-nullable") is True:
            node["nullable"] = node.pop("x-nullable")
        if loose:
            _may_miss(node, optional)
        for word, below in _below(node):
            if word not in _KNOWN:
                below.pop("id", None)
            waiting.append((below, loose and word in _KNOWN and word != "not"))
    return schema


def _below(node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for word, value in node.items():
        if word in _CLOSED:
            continue
        if isinstance(value, list):
            members: Any = value if word in _LISTS else ()
        elif isinstance(value, dict) and word in _MAPS:
            members = value.values()
        else:
            members = (value,)
        for each in members:
            if isinstance(each, dict):
                yield word, each


def _may_miss(node: dict[str, Any], optional: str) -> None:
    properties, required = node.get("properties"), node.get("required")
    if not isinstance(properties, dict) or not isinstance(required, list):
        return
    missing = {name for name, each in properties.items() if isinstance(each, dict) and each.get(optional) is True}
    if missing:
        node["required"] = [name for name in required if not (isinstance(name, str) and name in missing)]
        if not node["required"]:
            del node["required"]
