"""What members with certain names must be changed as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice patterns that came or went."""
    yield from keyword_edit(pair, "pattern-properties-changed", "patternProperties")


CHECK = Check(
    id="pattern-properties-changed",
    area="schema",
    what="`patternProperties` has more or fewer patterns.",
    why="Members whose names match must now conform, or no longer.",
    find=_find,
    oasdiff=(
        "request-body-pattern-property-added",
        "request-body-pattern-property-removed",
        "request-property-pattern-property-added",
        "request-property-pattern-property-removed",
        "response-body-pattern-property-added",
        "response-body-pattern-property-removed",
        "response-property-pattern-property-added",
        "response-property-pattern-property-removed",
    ),
    examples=(
        Example(
            "one more",
            {"type": "object"},
            {"type": "object", "patternProperties": {"^x-": {"type": "string"}}},
            BREAKING,
            SAFE,
        ),
        Example(
            "one fewer",
            {"type": "object", "patternProperties": {"^x-": {"type": "string"}}},
            {"type": "object"},
            SAFE,
            BREAKING,
        ),
    ),
)
