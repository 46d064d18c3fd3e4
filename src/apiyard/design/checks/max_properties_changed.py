"""The bound ``maxProperties`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``maxProperties``."""
    yield from bound_edit(pair, "max-properties-changed", "maxProperties")


CHECK = Check(
    id="max-properties-changed",
    area="schema",
    what="`maxProperties` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(),
    examples=(
        Example(
            "raised",
            {"type": "object", "additionalProperties": {"type": "integer"}, "maxProperties": 1},
            {"type": "object", "additionalProperties": {"type": "integer"}, "maxProperties": 2},
            SAFE,
            BREAKING,
        ),
        Example(
            "lowered",
            {"type": "object", "additionalProperties": {"type": "integer"}, "maxProperties": 2},
            {"type": "object", "additionalProperties": {"type": "integer"}, "maxProperties": 1},
            BREAKING,
            SAFE,
        ),
        Example(
            "set",
            {"type": "object", "additionalProperties": {"type": "integer"}},
            {"type": "object", "additionalProperties": {"type": "integer"}, "maxProperties": 2},
            BREAKING,
            SAFE,
        ),
        Example(
            "no longer set",
            {"type": "object", "additionalProperties": {"type": "integer"}, "maxProperties": 2},
            {"type": "object", "additionalProperties": {"type": "integer"}},
            SAFE,
            BREAKING,
        ),
    ),
)
