"""Schemas made up at random, and edits of them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

_TEXTS: tuple[Any, ...] = (
    {"type": "string"},
    {"type": "string", "maxLength": 3},
    {"type": "string", "minLength": 1},
    {"type": "string", "pattern": "^a+$"},
    {"enum": ["a", "b"]},
    {"const": "a"},
    {"type": ["string", "null"]},
)
_NUMBERS: tuple[Any, ...] = (
    {"type": "integer"},
    {"type": "number", "minimum": 0},
    {"type": "integer", "maximum": 5},
    {"type": "integer", "multipleOf": 2},
)
_PLAIN = (*_TEXTS, *_NUMBERS, {"type": "boolean"}, {})
_LISTS = ("anyOf", "oneOf", "allOf")
_TYPES: tuple[Any, ...] = ("string", "integer", "number", ["string", "null"], "object")


def made_up(random: Random, depth: int = 3) -> dict[str, Any]:
    """Make a schema up.

    Args:
        random: where chance comes from.
        depth: how deep it may nest.
    """
    chance = random.random()
    if depth == 0 or chance < 0.35:
        return copy.deepcopy(random.choice(_PLAIN))
    if chance < 0.65:
        return _object(random, depth)
    if chance < 0.75:
        found: dict[str, Any] = {"type": "array", "items": made_up(random, depth - 1)}
        found.update(random.choice(({}, {"minItems": 1}, {"maxItems": 2})))
        return found
    if chance < 0.95:
        word = random.choice(_LISTS)
        return {word: [made_up(random, depth - 1) for _ in range(random.randint(2, 3))]}
    if chance < 0.98:
        return {"$ref": "#/components/schemas/" + random.choice(("Thing", "Other", "Text"))}
    return {"not": made_up(random, depth - 1)}


def _object(random: Random, depth: int) -> dict[str, Any]:
    names = random.sample("abcd", random.randint(1, 3))
    found: dict[str, Any] = {"type": "object", "properties": {name: made_up(random, depth - 1) for name in names}}
    if random.random() < 0.5:
        found["required"] = random.sample(names, random.randint(1, len(names)))
    if random.random() < 0.3:
        found["additionalProperties"] = random.choice((False, False, {"type": "string"}))
    return found


def schemas_in(schema: Any) -> Iterator[dict[str, Any]]:
    """Give all schemas inside one, itself first."""
    if not isinstance(schema, dict):
        return
    yield schema
    for each in schema.get("properties", {}).values():
        yield from schemas_in(each)
    for word in ("items", "additionalProperties", "not"):
        yield from schemas_in(schema.get(word))
    for word in _LISTS:
        for each in schema.get(word, ()):
            yield from schemas_in(each)


def edit(random: Random, schema: dict[str, Any]) -> None:
    """Edit one of the schemas inside a schema, in place; where nothing fits, its words."""
    node = random.choice(list(schemas_in(schema)))
    for change in random.sample(_CHANGES, len(_CHANGES)):
        if change(random, node):
            return
    node["description"] = "Other words."


def _property(random: Random, node: dict[str, Any]) -> bool:
    held = node.get("properties")
    if not isinstance(held, dict):
        return False
    if held and random.random() < 0.4:
        del held[random.choice(sorted(held))]
    else:
        held[random.choice("abcde")] = made_up(random, 1)
    return True


def _required(random: Random, node: dict[str, Any]) -> bool:
    held = node.get("properties")
    if not held:
        return False
    node["required"] = random.sample(sorted(held), random.randint(0, len(held)))
    return True


def _type(random: Random, node: dict[str, Any]) -> bool:
    if "type" not in node:
        return False
    node["type"] = copy.copy(random.choice(_TYPES))
    return True


def _bound(random: Random, node: dict[str, Any]) -> bool:
    words = {
        "string": ("minLength", "maxLength"),
        "integer": ("minimum", "maximum"),
        "number": ("minimum", "exclusiveMaximum"),
        "array": ("minItems", "maxItems"),
    }
    kind = node.get("type")
    if not isinstance(kind, str) or kind not in words:
        return False
    node[random.choice(words[kind])] = random.randint(0, 6)
    return True


def _listed(random: Random, node: dict[str, Any]) -> bool:
    if "enum" not in node:
        return False
    node["enum"] = random.sample(["a", "b", "c", "d"], random.randint(1, 4))
    return True


def _others(random: Random, node: dict[str, Any]) -> bool:
    if "properties" not in node:
        return False
    node["additionalProperties"] = random.choice((True, False, {"type": "integer"}))
    return True


def _branch(random: Random, node: dict[str, Any]) -> bool:
    for word in _LISTS:
        held = node.get(word)
        if held:
            if len(held) > 1 and random.random() < 0.5:
                held.pop(random.randrange(len(held)))
            else:
                held.insert(random.randrange(len(held) + 1), made_up(random, 1))
            return True
    return False


def _another(random: Random, node: dict[str, Any]) -> bool:
    found = made_up(random, 1)
    node.clear()
    node.update(found)
    return True


def _wrapped(random: Random, node: dict[str, Any]) -> bool:
    if "$ref" in node:
        return False
    inner = dict(node)
    node.clear()
    node[random.choice(_LISTS)] = [inner, made_up(random, 1)]
    return True


def _marked(random: Random, node: dict[str, Any]) -> bool:
    node[random.choice(("readOnly", "writeOnly"))] = True
    return True


_CHANGES: tuple[Callable[[Random, dict[str, Any]], bool], ...] = (
    _property, _required, _type, _bound, _listed, _others, _branch, _another, _wrapped, _marked,
)  # fmt: skip
