"""What a schema means that must not hold: schemas of which one is to hold instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from apiyard.core.json import Json
from apiyard.spec import pointer as pointers

OTHER_THAN = "apiyard:other-than"
"""A word of a flat schema: values that it does not take, which no standard word can say."""

UNLIKE = "apiyard:unlike"
"""A word of a flat schema: patterns of which none may be found in a text."""

KINDS = ("string", "integer", "number", "boolean", "object", "array", "null")
_MAX_REFS = 16
_MAX_DEPTH = 8
_MOST = 24


def negations(value: Json, tree: Json, depth: int = 0) -> list[Json]:
    """Give schemas that exclude what a schema takes.

    Args:
        value: the schema that must not hold.
        tree: what references in it are looked up in.
        depth: how deep it stands in others that were taken apart.

    Returns:
        Schemas of which each takes only what ``value`` refuses, as far as words can say it, the surest first; none
        where ``value`` takes everything. Words that cannot be turned round leave a schema that may take too much.
    """
    if value is True or value == {}:
        return []
    if not isinstance(value, dict):
        return [True]
    schema = resolved(value, tree)
    if depth > _MAX_DEPTH:
        return [True]
    found: list[Json] = []
    for word, held in schema.items():
        turn = _TURNS.get(word)
        if turn is not None:
            found.extend(turn(held))
    found.extend(_branches(schema, tree, depth))
    found.sort(key=lambda each: not (isinstance(each, dict) and set(each) == {"type"}))
    return found[:_MOST] if found or not schema.keys() - _SILENT else [True]


def resolved(value: Json, tree: Json) -> dict[str, Any]:
    """Give what a reference leads to; an empty schema where it leads nowhere."""
    for _ in range(_MAX_REFS):
        ref = value.get("$ref") if isinstance(value, dict) else None
        if not isinstance(ref, str) or not ref.startswith("#"):
            break
        value = cast("Json", pointers.get(tree, pointers.from_fragment(ref[1:])))
    return value if isinstance(value, dict) else {}


def _branches(schema: Mapping[str, Any], tree: Json, depth: int) -> list[Json]:
    """Turn what is composed of other schemas round (De Morgan)."""
    found: list[Json] = []
    if "not" in schema:
        found.append(schema["not"])
    for each in _list(schema.get("allOf")):
        found.extend(negations(each, tree, depth + 1))
    some = _list(schema.get("anyOf"))
    if some:
        found.append({"allOf": [{"not": each} for each in some]})
    one = _list(schema.get("oneOf"))
    if one:
        found.append({"allOf": [{"not": each} for each in one]})
        found.extend({"allOf": [left, right]} for at, left in enumerate(one) for right in one[at + 1 :])
    if "if" in schema:
        condition = schema["if"]
        if "then" in schema:
            found.append({"allOf": [condition, {"not": schema["then"]}]})
        if "else" in schema:
            found.append({"allOf": [{"not": condition}, {"not": schema["else"]}]})
    return found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _type(value: Any) -> list[Json]:
    wrong = set(value if isinstance(value, list) else [value])
    if "number" in wrong:
        wrong.add("integer")
    left = [kind for kind in KINDS if kind not in wrong and not (kind == "number" and "integer" in wrong)]
    return [{"type": left}] if left else []


def _properties(value: Any) -> list[Json]:
    pairs = value.items() if isinstance(value, dict) else ()
    return [
        {"type": "object", "required": [name], "properties": {name: {"not": held}}}
        for name, held in pairs
        if held is not True and held != {}
    ]


def _required(value: Any) -> list[Json]:
    return [{"type": "object", "properties": {name: False}} for name in _list(value)]


def _additional(value: Any) -> list[Json]:
    return [{"type": "object", "minProperties": 1, "additionalProperties": {"not": value}}] if value != {} else []


def _items(value: Any) -> list[Json]:
    return [] if value is True or value == {} else [{"type": "array", "contains": {"not": value}}]


def _contains(value: Any) -> list[Json]:
    return [{"type": "array", "items": {"not": value}}, {"type": "array", "maxItems": 0}]


def _beyond(kind: str, word: str, step: int) -> Callable[[Any], list[Json]]:
    """Turn a bound of a size round."""

    def turn(value: Any) -> list[Json]:
        bound = int(value) + step if isinstance(value, int | float) else 0
        return [{"type": kind, word: bound}] if bound >= 0 else []

    return turn


def _across(word: str) -> Callable[[Any], list[Json]]:
    """Turn a bound of numbers round."""
    return lambda value: [{"type": "number", word: value}] if isinstance(value, int | float) else []


_NO_TEXT: Json = {"type": [kind for kind in KINDS if kind != "string"]}
_TURNS: Mapping[str, Callable[[Any], list[Json]]] = {
    "type": _type,
    "const": lambda value: [{OTHER_THAN: [value]}],
    "enum": lambda value: [{OTHER_THAN: _list(value)}],
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "items": _items,
    "contains": _contains,
    "minLength": _beyond("string", "maxLength", -1),
    "maxLength": _beyond("string", "minLength", 1),
    "minItems": _beyond("array", "maxItems", -1),
    "maxItems": _beyond("array", "minItems", 1),
    "minProperties": _beyond("object", "maxProperties", -1),
    "maxProperties": _beyond("object", "minProperties", 1),
    "minimum": _across("exclusiveMaximum"),
    "maximum": _across("exclusiveMinimum"),
    "exclusiveMinimum": _across("maximum"),
    "exclusiveMaximum": _across("minimum"),
    "pattern": lambda value: [_NO_TEXT, {"type": "string", UNLIKE: [value]}],
    "format": lambda value: [_NO_TEXT, {"type": "string"}],
}
_SILENT = frozenset(
    {"title", "description", "default", "examples", "example", "readOnly", "writeOnly", "deprecated", "$comment"}
)
