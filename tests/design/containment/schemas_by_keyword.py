"""For each keyword, what makes a schema at random and one that takes strictly more."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

Both = tuple[Any, Any]
"""A schema, and one that takes strictly more."""


def _leaf(chance: random.Random) -> Both:
    """Give a pair of plain schemas."""
    number, step = chance.randint(0, 50), chance.randint(1, 9)
    return chance.choice(
        (
            ({"type": "integer", "maximum": number}, {"type": "integer", "maximum": number + step}),
            ({"type": "string", "maxLength": step}, {"type": "string", "maxLength": step + 1}),
            ({"type": "integer"}, {"type": "number"}),
            ({"type": "string"}, {"type": ["string", "null"]}),
            ({"enum": ["a", "b"]}, {"enum": ["b", "c", "a"]}),
            ({"const": number}, {"type": "integer"}),
            ({"type": "boolean"}, {}),
            ({"type": "string", "pattern": "^[a-f]+$"}, {"type": "string", "pattern": "^[a-z]*$"}),
        )
    )


def _apart(chance: random.Random) -> list[Any]:
    """Give schemas of which no two take the same value."""
    found = [{"type": "null"}, {"type": "boolean"}, {"type": "string", "minLength": 100}, {"type": "array"}]
    chance.shuffle(found)
    return found[: chance.randint(1, 3)]


def _type(chance: random.Random) -> Both:
    names = chance.sample(["string", "integer", "boolean", "array", "object"], 3)
    return {"type": names[:2]}, {"type": names}


def _nullable(chance: random.Random) -> Both:
    name = chance.choice(["string", "integer", "object", "array"])
    wide = chance.choice([{"type": [name, "null"]}, {"anyOf": [{"type": name}, {"type": "null"}]}])
    return {"type": name}, wide


def _enum(chance: random.Random) -> Both:
    values = chance.sample([None, True, 1, 2.5, "a", "b", "c", [1], {"a": 1}, "", 0], chance.randint(2, 6))
    return {"enum": values[:-1]}, {"enum": values[::-1]}


def _const(chance: random.Random) -> Both:
    value = chance.choice([None, True, 1, 2.5, "a", [1], {"a": 1}])
    return {"const": value}, chance.choice([{"enum": ["other", value]}, {"anyOf": [{"const": value}, {"const": 77}]}])


def _bounds(chance: random.Random) -> Both:
    low, high = chance.randint(-20, 0), chance.choice([5, 7.5, 100])
    name, other = chance.choice([("maximum", "minimum"), ("exclusiveMaximum", "exclusiveMinimum")])
    kind = chance.choice(["number", "integer"])
    return chance.choice(
        (
            ({"type": kind, name: high, other: low}, {"type": kind, name: high + 2, other: low}),
            ({"type": kind, name: high, other: low}, {"type": kind, name: high}),
            ({"type": kind, "exclusiveMaximum": int(high)}, {"type": kind, "maximum": int(high)}),
        )
    )


def _multiple(chance: random.Random) -> Both:
    step, factor = chance.choice([1, 2, 3, 0.5, 0.1, 0.01]), chance.randint(2, 7)
    wide = round(step * factor, 6)
    return {"type": "number", "multipleOf": wide}, {"type": "number", "multipleOf": step}


def _lengths(chance: random.Random) -> Both:
    least, most = chance.randint(1, 4), chance.randint(5, 200)
    narrow = {"type": "string", "minLength": least, "maxLength": most}
    return narrow, chance.choice([{**narrow, "maxLength": most + 1}, {**narrow, "minLength": least - 1}])


def _pattern(chance: random.Random) -> Both:
    narrow, wide = chance.choice(
        (
            ("^[a-z]+$", "^[a-z]*$"),
            ("^a", "a"),
            (r"^\d{3}-\d{4}$", r"^[\d-]+$"),
            ("^(foo|bar)$", "^(foo|bar|baz)$"),
            ("^[A-Z][a-z0-9]{1,5}$", r"^\w+$"),
            (r"^[^@\s]+@example\.com$", "@"),
            ("^(?=.*[0-9])[a-z0-9]+$", "^[a-z0-9]+$"),
            ("^x-.{2,4}$", "^x-"),
        )
    )
    return {"type": "string", "pattern": narrow}, {"type": "string", "pattern": wide}


def _format(chance: random.Random) -> Both:
    name = chance.choice(["date", "date-time", "uuid", "ipv4", "email", "time", "ipv6", "uri", "hostname"])
    return {"type": "string", "format": name}, chance.choice(
        [{"type": "string"}, {"anyOf": [{"type": "string", "format": name}, {"const": ""}]}]
    )


def _required(chance: random.Random) -> Both:
    names = chance.sample(["a", "b", "c", "d"], 3)
    known = {name: _leaf(chance)[1] for name in names[:2]}
    return (
        {"type": "object", "properties": known, "required": names},
        {"type": "object", "properties": known, "required": names[1:]},
    )


def _properties(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    other = {"other": _leaf(chance)[0]}
    return {"type": "object", "properties": {"a": narrow, **other}}, {
        "type": "object",
        "properties": {"a": wide, **other},
    }


def _additional(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    known = {"a": {"type": "string"}}
    return chance.choice(
        (
            (
                {"type": "object", "properties": known, "additionalProperties": False},
                {"type": "object", "properties": known},
            ),
            ({"type": "object", "additionalProperties": narrow}, {"type": "object", "additionalProperties": wide}),
            (
                {"type": "object", "properties": known, "additionalProperties": False},
                {"type": "object", "properties": {**known, "b": {"type": "integer"}}, "additionalProperties": False},
            ),
        )
    )


def _pattern_properties(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    return chance.choice(
        (
            (
                {"type": "object", "patternProperties": {"^x-": narrow}},
                {"type": "object", "patternProperties": {"^x-": wide}},
            ),
            (
                {"type": "object", "patternProperties": {"^x": narrow}},
                {"type": "object", "patternProperties": {"^xy": narrow}},
            ),
            (
                {"type": "object", "patternProperties": {"^[a-c]+$": narrow}, "additionalProperties": False},
                {"type": "object", "patternProperties": {"^[a-d]+$": narrow}, "additionalProperties": False},
            ),
        )
    )


def _property_names(chance: random.Random) -> Both:
    narrow, wide = chance.choice(
        (
            ({"pattern": "^[a-z]+$"}, {"pattern": "^[a-z]*$"}),
            ({"maxLength": 3}, {"maxLength": 4}),
            ({"enum": ["a", "b"]}, {"enum": ["a", "b", "c"]}),
            ({"pattern": "^x-"}, True),
        )
    )
    return {"type": "object", "propertyNames": narrow}, {"type": "object", "propertyNames": wide}


def _counts(kind: str, noun: str) -> Callable[[random.Random], Both]:
    def make(chance: random.Random) -> Both:
        least, most = chance.randint(1, 3), chance.randint(4, 9)
        narrow = {"type": kind, f"min{noun}": least, f"max{noun}": most}
        return narrow, chance.choice([{**narrow, f"max{noun}": most + 1}, {**narrow, f"min{noun}": least - 1}])

    return make


def _dependent_required(chance: random.Random) -> Both:
    return chance.choice(
        (
            (
                {"type": "object", "dependentRequired": {"a": ["b", "c"]}},
                {"type": "object", "dependentRequired": {"a": ["b"]}},
            ),
            ({"type": "object", "required": ["b"]}, {"type": "object", "dependentRequired": {"a": ["b"]}}),
        )
    )


def _dependent_schemas(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    return tuple(
        {"type": "object", "dependentSchemas": {"a": {"properties": {"b": each}, "required": ["b"]}}}
        for each in (narrow, wide)
    )  # type: ignore[return-value]


def _unevaluated_properties(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    one: dict[str, Any]
    two: dict[str, Any]
    one, two = {"properties": {"a": narrow}}, {"properties": {"b": {"type": "string"}}, "required": ["b"]}
    word = chance.choice(["allOf", "anyOf"])
    closed: dict[str, Any] = {"type": "object", word: [one, two], "unevaluatedProperties": False}
    return closed, chance.choice(
        (
            {"type": "object", word: [one, two]},
            {**closed, "properties": {"c": True}},
            {**closed, "unevaluatedProperties": {"type": "integer"}},
            {**closed, "allOf": [{"properties": {"a": wide}}, two]}
            if word == "allOf"
            else {"type": "object", word: [one, two]},
        )
    )


def _prefix(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    rest: dict[str, Any] = chance.choice([{}, {"items": False}, {"items": {"type": "string"}}])
    return {"type": "array", "prefixItems": [narrow], **rest}, {"type": "array", "prefixItems": [wide], **rest}


def _items(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    return {"type": "array", "items": narrow}, {"type": "array", "items": wide}


def _contains(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    return chance.choice(
        (
            ({"type": "array", "contains": narrow}, {"type": "array", "contains": wide}),
            ({"type": "array", "contains": narrow, "minContains": 2}, {"type": "array", "contains": narrow}),
            (
                {"type": "array", "contains": wide, "maxContains": 1},
                {"type": "array", "contains": wide, "maxContains": 2},
            ),
            ({"type": "array", "contains": narrow}, {"type": "array", "minItems": 1}),
        )
    )


def _unique(chance: random.Random) -> Both:
    item = chance.choice([{"type": "string"}, {"type": "integer", "minimum": 0, "maximum": 5}, {"enum": [1, 2, 3]}, {}])
    return {"type": "array", "items": item, "uniqueItems": True}, {"type": "array", "items": item}


def _unevaluated_items(chance: random.Random) -> Both:
    first = {"prefixItems": [_leaf(chance)[0]]}
    closed = {"type": "array", "allOf": [first], "unevaluatedItems": False}
    return closed, chance.choice(
        (
            {"type": "array", "allOf": [first]},
            {**closed, "unevaluatedItems": {"type": "null"}},
            {**closed, "prefixItems": [True, True]},
        )
    )


def _all_of(chance: random.Random) -> Both:
    (narrow, wide), common = _leaf(chance), {"description": "common"}
    return {"allOf": [common, narrow]}, {"allOf": [wide, common]}


def _any_of(chance: random.Random) -> Both:
    branches = [{"type": "integer", "minimum": chance.randint(0, 9)}, *_apart(chance)]
    return chance.choice(
        (
            ({"anyOf": branches[1:]}, {"anyOf": branches}),
            ({"anyOf": branches}, {"anyOf": [{"type": "integer"}, *branches[:0:-1]]}),
        )
    )


def _one_of(chance: random.Random) -> Both:
    branches = [{"type": "integer", "minimum": chance.randint(0, 9)}, *_apart(chance)]
    return chance.choice(
        (
            ({"oneOf": branches[1:]}, {"oneOf": branches}),
            ({"oneOf": branches}, {"anyOf": [{"type": "integer"}, *branches[1:]]}),
            ({"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}, {"anyOf": [{"multipleOf": 2}, {"multipleOf": 3}]}),
        )
    )


def _not(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    return {"not": wide, "type": ["string", "number", "boolean", "null"]}, {"not": narrow}


def _if(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    test = {"properties": {"kind": {"const": "a"}}, "required": ["kind"]}
    word, other = chance.choice([("then", "else"), ("else", "then")])
    return tuple(
        {"type": "object", "if": test, word: {"properties": {"v": each}}, other: {"required": ["w"]}}
        for each in (narrow, wide)
    )  # type: ignore[return-value]


def _discriminator(chance: random.Random) -> Both:
    def branch(name: str, each: Any) -> Any:
        return {
            "type": "object",
            "properties": {"kind": {"const": name}, "value": each},
            "required": ["kind", "value"],
        }

    narrow, wide = _leaf(chance)
    rest = [branch("b", {"type": "string"}), branch("c", {"type": "integer"})][: chance.randint(1, 2)]
    told = {"discriminator": {"propertyName": "kind"}}
    return chance.choice(
        (
            ({"oneOf": [branch("a", narrow), *rest], **told}, {"oneOf": [*rest, branch("a", wide)], **told}),
            ({"oneOf": rest, **told}, {"oneOf": [branch("a", narrow), *rest], **told}),
        )
    )


def _recursion(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    name = f"node{chance.randint(0, 10**9)}"
    found = []
    for each in (narrow, wide):
        tree = {
            "type": "object",
            "properties": {"value": each, "children": {"type": "array", "items": {"$ref": f"#{name}"}}},
        }
        found.append({"$anchor": name, **tree, "required": ["value"]})
    return found[0], found[1]


def _recursive_composition(chance: random.Random) -> Both:
    narrow, wide = _leaf(chance)
    name = f"node{chance.randint(0, 10**9)}"
    word = chance.choice(["anyOf", "oneOf"])
    found = []
    for each in (narrow, wide):
        leaf = {
            "type": "object",
            "properties": {"kind": {"const": "leaf"}, "value": each},
            "required": ["kind", "value"],
        }
        down = {
            "type": "object",
            "properties": {"kind": {"const": "node"}, "next": {"$ref": f"#{name}"}},
            "required": ["kind", "next"],
        }
        found.append({"$anchor": name, word: [leaf, down]})
    return found[0], found[1]


MAKERS: dict[str, Callable[[random.Random], Both]] = {
    "type": _type,
    "nullable": _nullable,
    "enum": _enum,
    "const": _const,
    "bounds": _bounds,
    "multipleOf": _multiple,
    "lengths": _lengths,
    "pattern": _pattern,
    "format": _format,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "patternProperties": _pattern_properties,
    "propertyNames": _property_names,
    "minProperties, maxProperties": _counts("object", "Properties"),
    "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas,
    "unevaluatedProperties": _unevaluated_properties,
    "prefixItems": _prefix,
    "items": _items,
    "contains": _contains,
    "uniqueItems": _unique,
    "minItems, maxItems": _counts("array", "Items"),
    "unevaluatedItems": _unevaluated_items,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if, then, else": _if,
    "discriminator": _discriminator,
    "recursion": _recursion,
    "recursion in composition": _recursive_composition,
}
"""For each keyword, what makes a schema and one that takes strictly more."""
