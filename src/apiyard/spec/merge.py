"""A schema and what it is composed of, as one flat schema that a generator can work from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apiyard.core.json import Json
from apiyard.spec.negate import OTHER_THAN, UNLIKE

_HIGHEST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_LOWEST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")


class ImpossibleError(ValueError):
    """No value can be found here."""


def merge(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    """Give the schema that asks for what both ask for, as far as a generator needs it.

    Args:
        left: a flat schema.
        right: another one.

    Returns:
        A new flat schema.

    Raises:
        ImpossibleError: no value can be both.
    """
    out = dict(left)
    for word, value in right.items():
        if word not in out:
            out[word] = value
        elif word in _HIGHEST:
            out[word] = max(out[word], value)
        elif word in _LOWEST:
            out[word] = min(out[word], value)
        elif word in _MERGERS:
            out[word] = _MERGERS[word](out[word], value)
    return out


def _types(left: Any, right: Any) -> Any:
    ours, theirs = set(_list(left)), set(_list(right))
    both = ours & theirs
    if ("integer" in ours and "number" in theirs) or ("number" in ours and "integer" in theirs):
        both.add("integer")
    if not both:
        raise ImpossibleError("no type is left")
    return sorted(both)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _properties(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    out = dict(left)
    for name, value in right.items():
        out[name] = {"allOf": [out[name], value]} if name in out and out[name] != value else value
    return out


def _enums(left: list[Any], right: list[Any]) -> list[Any]:
    both = [value for value in left if value in right]
    if not both:
        raise ImpossibleError("no value of the enums is left")
    return both


def _both(left: Any, right: Any) -> Any:
    return left if left == right else {"allOf": [left, right]}


def _constants(left: Any, right: Any) -> Any:
    if left != right:
        raise ImpossibleError("no constant is left")
    return left


_MERGERS: dict[str, Callable[[Any, Any], Any]] = {
    "type": _types,
    "properties": _properties,
    "patternProperties": _properties,
    "required": lambda left, right: [*left, *(name for name in right if name not in left)],
    "enum": _enums,
    "const": _constants,
    "items": _both,
    "additionalProperties": _both,
    OTHER_THAN: lambda left, right: [*left, *right],
    UNLIKE: lambda left, right: [*left, *right],
    "not": lambda left, right: left if left == right else {"anyOf": [left, right]},
    "examples": lambda left, right: [*left, *right],
    "dependentRequired": lambda left, right: {**left, **right},
}


def as_schema(value: Json) -> dict[str, Any]:
    """Give a schema as an object.

    Args:
        value: an object or a boolean.

    Returns:
        The object; an empty one for true.

    Raises:
        ImpossibleError: the schema is false.
    """
    if value is False:
        raise ImpossibleError("nothing is allowed here")
    return value if isinstance(value, dict) else {}
