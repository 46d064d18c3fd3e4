"""Random schemas and values that say much and mean little, to ask hard questions with."""

from __future__ import annotations

import random
from typing import Any

NAMES = ("a", "b", "ab", "c")
SCALARS = (None, True, False, 0, 1, 2, 3, 5, 10, -1, 1.5, 0.5, "", "a", "b", "ab", "abc", "aaa")
TYPES = (
    "string", "integer", "number", "object", "array", "null", "boolean", ["string", "null"], ["object", "array"],
    ["integer", "object"],
)  # fmt: skip
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
LISTS = ("allOf", "anyOf", "oneOf")
SINGLE = (
    "not",
    "additionalProperties",
    "propertyNames",
    "items",
    "contains",
    "unevaluatedProperties",
    "unevaluatedItems",
)
OTHERS = (
    "type", "multipleOf", "pattern", "enum", "const", "if", "properties", "patternProperties", "required",
    "dependentRequired", "dependentSchemas", "prefixItems", "minContains", "maxContains", "uniqueItems", "$ref",
)  # fmt: skip
KEYWORDS = (*OTHERS, *BOUNDS, *COUNTS, *LISTS, *SINGLE)
DEEPEST = 3


def value(chance: random.Random, depth: int = 0) -> Any:
    """Give a value of the names and scalars that the schemas speak about."""
    draw = chance.random()
    if depth >= DEEPEST or draw < 0.6:
        return chance.choice(SCALARS)
    if draw < 0.8:
        return [value(chance, depth + 1) for _ in range(chance.randint(0, 3))]
    return {name: value(chance, depth + 1) for name in chance.sample(NAMES, chance.randint(0, 3))}


def schema(chance: random.Random, depth: int = 0, *, holding: str = "") -> Any:
    """Give a schema of Draft 2020-12 that may refer to ``#/$defs/X`` and ``#/$defs/Y``.

    Args:
        chance: the source of randomness.
        depth: how deep it stands.
        holding: a keyword that it must have.
    """
    if not holding and (depth > DEEPEST or chance.random() < 0.08):
        return chance.choice((True, True, False, {}, {"type": "string"}, {"type": "integer"}, {"type": "null"}))
    chosen = [holding] if holding else []
    chosen += chance.choices((*KEYWORDS, "type", "type", "properties"), k=chance.choice((1, 1, 2, 2, 3)))
    found: dict[str, Any] = {}
    for keyword in chosen:
        found |= _said(chance, keyword, depth + 1)
    return found


def pair(chance: random.Random, keyword: str) -> tuple[Any, Any]:
    """Give two schemas, one of which has a keyword; half of them near each other."""
    shared = {"X": schema(chance, 1), "Y": schema(chance, 1)}
    left = schema(chance, holding=keyword)
    right = schema(chance)
    if chance.random() < 0.5:
        right = {"allOf": [left, right]} if chance.random() < 0.5 or isinstance(right, bool) else {**left, **right}
    if chance.random() < 0.5:
        left, right = right, left
    return _with(left, shared), _with(right, shared)


def _with(given: Any, shared: dict[str, Any]) -> Any:
    whole = given if isinstance(given, dict) else {} if given else {"not": {}}
    return {**whole, "$defs": shared}


def _said(chance: random.Random, keyword: str, depth: int) -> dict[str, Any]:
    if keyword in BOUNDS:
        return {keyword: chance.choice((0, 1, 2, 3, 5, 1.5))}
    if keyword in COUNTS:
        return {keyword: chance.randint(0, 3)}
    if keyword in LISTS:
        return {keyword: [schema(chance, depth) for _ in range(chance.randint(1, 3))]}
    if keyword in SINGLE:
        return {keyword: schema(chance, depth)}
    if keyword in ("minContains", "maxContains"):
        return {"contains": schema(chance, depth), keyword: chance.randint(0, 2)}
    if keyword == "if":
        words = ["if", *chance.sample(("then", "else"), chance.randint(1, 2))]
        return {word: schema(chance, depth) for word in words}
    return {keyword: _plain(chance, keyword, depth)}


def _plain(chance: random.Random, keyword: str, depth: int) -> Any:
    made: dict[str, Any] = {
        "type": lambda: chance.choice(TYPES),
        "multipleOf": lambda: chance.choice((1, 2, 3, 0.5)),
        "pattern": lambda: chance.choice(("^a", "a$", "^a*$", "b", "^(ab|c)+$", "^.{2}$")),
        "enum": lambda: [value(chance) for _ in range(chance.randint(1, 4))],
        "const": lambda: value(chance),
        "properties": lambda: {name: schema(chance, depth) for name in _some(chance, NAMES)},
        "patternProperties": lambda: {name: schema(chance, depth) for name in _some(chance, ("^a", "b$", "^.$"))},
        "required": lambda: _some(chance, NAMES),
        "dependentRequired": lambda: {chance.choice(NAMES): [chance.choice(NAMES)]},
        "dependentSchemas": lambda: {chance.choice(NAMES): schema(chance, depth)},
        "prefixItems": lambda: [schema(chance, depth) for _ in range(chance.randint(1, 2))],
        "uniqueItems": lambda: True,
        "$ref": lambda: chance.choice(("#/$defs/X", "#/$defs/Y")),
    }
    return made[keyword]()


def _some(chance: random.Random, names: tuple[str, ...]) -> list[str]:
    return chance.sample(names, chance.randint(1, 2))
