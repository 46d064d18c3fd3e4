"""Random pairs of schemas of which it is known how the values of one lie to those of the other, by keyword."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.design.containment.schemas_by_keyword import MAKERS

__all__ = ["MAKERS", "Pair", "pairs"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two schemas.

    Args:
        keyword: what they differ by.
        relation: of the right to the left one: ``widened`` takes strictly more, ``narrowed`` strictly less,
            ``equal`` the same.
        left: a schema.
        right: another one.
    """

    keyword: str
    relation: str
    left: Any
    right: Any


def pairs(keyword: str, count: int, seed: int = 0) -> list[Pair]:
    """Give pairs that differ by one keyword, a third of each relation; the same for the same seed."""
    chance = random.Random(f"{keyword} {seed}")
    found = []
    for number in range(count):
        narrow, wide = MAKERS[keyword](chance)
        place = _place(chance)
        if number % 3 == 0:
            found.append(Pair(keyword, "widened", place(narrow), place(wide)))
        elif number % 3 == 1:
            found.append(Pair(keyword, "narrowed", place(wide), place(narrow)))
        else:
            schema = chance.choice((narrow, wide))
            found.append(Pair(keyword, "equal", place(schema), place(_rewritten(chance, schema))))
    return found


def _place(chance: random.Random) -> Callable[[Any], Any]:
    """Give what puts a schema somewhere, so that what it takes still decides what the whole takes."""
    places = [
        lambda each: each,
        lambda each: {"type": "object", "properties": {"value": each}, "required": ["value"]},
        lambda each: {"type": "array", "items": each, "minItems": 1, "maxItems": 3},
        lambda each: {"type": "object", "properties": {"value": each}, "additionalProperties": False},
        lambda each: {"allOf": [each, {"description": "more"}]},
        lambda each: {"type": "object", "additionalProperties": each, "maxProperties": 4},
        lambda each: {"prefixItems": [{"type": "string"}, each], "minItems": 2, "type": "array"},
    ]
    chosen = [chance.choice(places) for _ in range(chance.choice((0, 1, 1, 2)))]

    def put(schema: Any) -> Any:
        for each in chosen:
            schema = each(schema)
        return schema

    return put


def _rewritten(chance: random.Random, schema: Any) -> Any:
    """Say the same in other words."""
    types = ("null", "boolean", "number", "string", "array", "object")
    return chance.choice(
        (
            lambda: {"allOf": [schema]},
            lambda: {"allOf": [schema, True]},
            lambda: {"anyOf": [schema, schema]},
            lambda: {"anyOf": [False, schema]},
            lambda: {"oneOf": [schema, False]},
            lambda: {"not": {"not": schema}},
            lambda: {"if": schema, "else": False},
            lambda: {"if": schema, "then": True, "else": {"not": {}}},
            lambda: {"anyOf": [{"allOf": [schema], "type": each} for each in types]},
            lambda: {"oneOf": [{"allOf": [schema], "type": each} for each in types]},
            lambda: {"not": {"anyOf": [{"not": schema}]}},
            lambda: {"description": "the same", **schema} if isinstance(schema, dict) else schema,
        )
    )()
