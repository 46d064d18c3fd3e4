"""Schemas and values at random, small enough that samples of values meet the cases that schemas tell apart."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

NAMES = ("a", "b", "c", "x-a")
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 2, 3, 5, 1.5, -1, "", "a", "b", "aa", "ab", "x-a"),
    *([], [1], [1, 1], [1, 2], ["a"], [None, 1], {}, {"a": 1}, {"b": 1}, {"a": 1, "b": "x"}, {"a": {"a": 1}}),
)
_LEAVES: tuple[Any, ...] = (True, {}, False, {"type": "integer"}, {"type": "string"}, {"type": ["string", "null"]})
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_PATTERNS = ("^a", "b$", "^a+$", "^[ab]*$", "^x-", "^.$", "a|b")
Make = Callable[[random.Random, Callable[[], Any]], dict[str, Any]]


def random_schema(chance: random.Random, depth: int, *, references: bool = True) -> Any:
    """Give a schema; references in it lead to its root."""
    if depth <= 0 or chance.random() < 0.12:
        return chance.choice([*_LEAVES, {"const": chance.choice(VALUES)}])
    found: dict[str, Any] = {}
    if chance.random() < 0.45:
        found["type"] = chance.choice(["integer", "number", "string", "array", "object", "object", ["object", "array"]])
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        found |= _keyword(chance, depth, references=references)
    return found


def _keyword(chance: random.Random, depth: int, *, references: bool) -> dict[str, Any]:
    if references and chance.random() < 0.05:
        return chance.choice([{"items": {"$ref": "#"}}, {"properties": {chance.choice(NAMES): {"$ref": "#"}}}])
    return chance.choice(_KEYWORDS)(chance, lambda: random_schema(chance, depth - 1, references=references))


def changed(chance: random.Random, schema: Any, *, references: bool = True) -> Any:
    """Give a schema that differs a little."""
    schema = copy.deepcopy(schema)
    if isinstance(schema, bool):
        return random_schema(chance, 1, references=references)
    node = chance.choice(_objects(schema))
    for _ in range(chance.randint(1, 2)):
        if node and chance.random() < 0.4:
            node.pop(chance.choice(list(node)))
        else:
            node |= _keyword(chance, 1, references=references)
    return schema


def _objects(schema: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    waiting = [schema]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, dict):
            found.append(each)
            for word, below in each.items():
                if word in {"properties", "patternProperties", "dependentSchemas"}:
                    waiting.extend(below.values())
                elif word not in {"enum", "const", "required", "dependentRequired"}:
                    waiting.append(below)
    return found


def random_values(chance: random.Random, count: int) -> list[Any]:
    """Give values, the plain ones always among them."""
    return [*VALUES, *(_value(chance, 3) for _ in range(count))]


def _value(chance: random.Random, depth: int) -> Any:
    kind = chance.random()
    if depth <= 0 or kind < 0.5:
        return chance.choice(VALUES)
    if kind < 0.75:
        return [_value(chance, depth - 1) for _ in range(chance.randint(0, 3))]
    return {name: _value(chance, depth - 1) for name in chance.sample([*NAMES, "d", "ax"], chance.randint(0, 3))}


def _one(word: str, *values: Any) -> Make:
    return lambda chance, below: {word: chance.choice(values)}


def _sub(word: str) -> Make:
    return lambda chance, below: {word: below()}


def _closing(word: str) -> Make:
    return lambda chance, below: {word: chance.choice((False, below()))}


def _list(word: str) -> Make:
    return lambda chance, below: {word: [below() for _ in range(chance.randint(1, 3))]}


def _by_name(word: str, names: tuple[str, ...]) -> Make:
    return lambda chance, below: {word: {name: below() for name in chance.sample(names, chance.randint(1, 2))}}


def _contains(chance: random.Random, below: Callable[[], Any]) -> dict[str, Any]:
    more = chance.choice(({}, {}, {"minContains": chance.randint(0, 2)}, {"maxContains": chance.randint(0, 2)}))
    return {"contains": below(), **more}


def _fork(chance: random.Random, below: Callable[[], Any]) -> dict[str, Any]:
    return {"if": below(), **{word: below() for word in chance.choice((("then",), ("else",), ("then", "else")))}}


_KEYWORDS: tuple[Make, ...] = (
    lambda chance, below: {"enum": chance.sample(VALUES, chance.randint(1, 4))},
    _one("const", *VALUES),
    lambda chance, below: {word: chance.choice((0, 1, 1.5, 3)) for word in chance.sample(_BOUNDS, 2)},
    _one("multipleOf", 1, 2, 3, 0.5, 1.5),
    _one("minLength", 0, 1, 2),
    _one("maxLength", 0, 1, 2),
    _one("pattern", *_PATTERNS),
    _by_name("properties", NAMES),
    _by_name("patternProperties", ("^x-", "^a", "a$", "b|c")),
    _closing("additionalProperties"),
    _one("required", ["a"], ["b"], ["a", "b"], ["c", "x-a"]),
    lambda chance, below: {"propertyNames": chance.choice(({"pattern": "^a"}, {"maxLength": 1}, below()))},
    _one("minProperties", 1, 2, 3),
    _one("maxProperties", 0, 1, 2),
    _one("dependentRequired", {"a": ["b"]}, {"b": ["c"], "c": ["a"]}),
    _by_name("dependentSchemas", NAMES),
    _sub("items"),
    _list("prefixItems"),
    _contains,
    _one("minItems", 1, 2, 3),
    _one("maxItems", 0, 1, 2),
    _one("uniqueItems", True),
    _closing("unevaluatedItems"),
    _closing("unevaluatedProperties"),
    _list("allOf"),
    _list("anyOf"),
    _list("oneOf"),
    _sub("not"),
    _fork,
)
