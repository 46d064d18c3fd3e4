"""The pattern of a text changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``pattern``."""
    yield from keyword_edit(pair, "pattern-changed", "pattern")


CHECK = Check(
    id="pattern-changed",
    area="schema",
    what="`pattern` is set, changed or gone.",
    why="Texts that clients send may no longer match, or servers may send texts that clients were told cannot come.",
    find=_find,
    oasdiff=(
        "request-property-pattern-removed",
        "request-property-pattern-added",
        "request-property-pattern-changed",
        "request-property-pattern-generalized",
        "response-property-pattern-added",
        "response-property-pattern-changed",
        "response-property-pattern-removed",
    ),
    examples=(
        Example(
            "narrower",
            {"type": "string", "pattern": "^[a-z]+$"},
            {"type": "string", "pattern": "^[a-f]+$"},
            BREAKING,
            SAFE,
        ),
        Example(
            "wider",
            {"type": "string", "pattern": "^[a-f]+$"},
            {"type": "string", "pattern": "^[a-z]+$"},
            SAFE,
            BREAKING,
        ),
        Example(
            "the same language",
            {"type": "string", "pattern": "^(a|b)$"},
            {"type": "string", "pattern": "^[ab]$"},
            SAFE,
            SAFE,
        ),
        Example("set", {"type": "string"}, {"type": "string", "pattern": "^a"}, BREAKING, SAFE),
        Example("no longer set", {"type": "string", "pattern": "^a"}, {"type": "string"}, SAFE, BREAKING),
    ),
)
