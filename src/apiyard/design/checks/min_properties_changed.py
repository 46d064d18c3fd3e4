"""The bound ``minProperties`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``minProperties``."""
    yield from bound_edit(pair, "min-properties-changed", "minProperties")


CHECK = Check(
    id="min-properties-changed",
    area="schema",
    what="`minProperties` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(),
    examples=(
        Example(
            "raised",
            {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 1},
            {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2},
            BREAKING,
            SAFE,
        ),
        Example(
            "lowered",
            {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2},
            {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 1},
            SAFE,
            BREAKING,
        ),
        Example(
            "set",
            {"type": "object", "additionalProperties": {"type": "integer"}},
            {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2},
            BREAKING,
            SAFE,
        ),
        Example(
            "no longer set",
            {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2},
            {"type": "object", "additionalProperties": {"type": "integer"}},
            SAFE,
            BREAKING,
        ),
    ),
)
