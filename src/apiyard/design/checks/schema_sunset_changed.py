"""The day from which a schema may be gone changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_words import life_edits
from apiyard.design.diffing.noticing import BREAKING, SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice it in what both schemas say about their future."""
    yield from life_edits(pair, "schema-sunset-changed", "sunset")


CHECK = Check(
    id="schema-sunset-changed",
    area="schema",
    what="`x-sunset` is another day, or gone.",
    why="Who planned with the old day has less or more time.",
    find=_find,
    oasdiff=(
        "request-property-sunset-date-too-small",
        "response-property-sunset-date-too-small",
    ),
    examples=(
        Example(
            "later",
            {"type": "string", "deprecated": True, "x-sunset": "2030-01-01"},
            {"type": "string", "deprecated": True, "x-sunset": "2031-01-01"},
            SAFE,
            SAFE,
        ),
        Example(
            "earlier",
            {"type": "string", "deprecated": True, "x-sunset": "2031-01-01"},
            {"type": "string", "deprecated": True, "x-sunset": "2030-01-01"},
            BREAKING,
            BREAKING,
        ),
    ),
)
