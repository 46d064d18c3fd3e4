"""What an object may hold beside its properties changed as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, LITERAL, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``additionalProperties``."""
    yield from keyword_edit(pair, "additional-properties-changed", "additionalProperties")


CHECK = Check(
    id="additional-properties-changed",
    area="schema",
    what="`additionalProperties` is set or gone, or is no schema any more.",
    why="Members that are not declared are refused, or arrive.",
    find=_find,
    oasdiff=(),
    examples=(
        Example(
            "closed",
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
            LITERAL,
            SAFE,
        ),
        Example(
            "opened",
            {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
            {"type": "object", "properties": {"a": {"type": "string"}}},
            SAFE,
            LITERAL,
        ),
        Example(
            "a map gets a schema",
            {"type": "object"},
            {"type": "object", "additionalProperties": {"type": "string"}},
            BREAKING,
            SAFE,
        ),
        Example(
            "a map loses its schema",
            {"type": "object", "additionalProperties": {"type": "string"}},
            {"type": "object"},
            SAFE,
            BREAKING,
        ),
    ),
)
