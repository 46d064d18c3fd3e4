"""The stability of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_words import life_edits
from apiyard.design.diffing.noticing import BREAKING, SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice it in what both schemas say about their future."""
    yield from life_edits(pair, "schema-stability-changed", "stability")


CHECK = Check(
    id="schema-stability-changed",
    area="schema",
    what="`x-stability-level` is another level.",
    why="Less is promised than before, or more.",
    find=_find,
    oasdiff=(
        "request-property-stability-decreased",
        "response-property-stability-decreased",
        "request-property-stability-increased",
        "response-property-stability-increased",
    ),
    examples=(
        Example(
            "less",
            {"type": "string", "x-stability-level": "stable"},
            {"type": "string", "x-stability-level": "beta"},
            BREAKING,
            BREAKING,
        ),
        Example(
            "more",
            {"type": "string", "x-stability-level": "beta"},
            {"type": "string", "x-stability-level": "stable"},
            SAFE,
            SAFE,
        ),
    ),
)
