"""Whether a schema looks at nothing of an object but its keys."""

from __future__ import annotations

from typing import Any

_LISTS = frozenset({"anyOf", "allOf", "oneOf"})
_KEYS = frozenset({"type", "required", "minProperties", "maxProperties", "title", "description"})
_DEEPEST = 20


def asks_keys_only(schema: Any, depth: int = 0) -> bool:
    """Say whether a schema gives the same errors for all objects with the same keys.

    Args:
        schema: a JSON Schema.
        depth: how deep it stands in another one.
    """
    if isinstance(schema, bool):
        return True
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return False
    for keyword, value in schema.items():
        if keyword in _LISTS:
            if not isinstance(value, list) or not all(asks_keys_only(each, depth + 1) for each in value):
                return False
        elif keyword == "not":
            if not asks_keys_only(value, depth + 1):
                return False
        elif keyword not in _KEYS:
            return False
    return True
