"""A schema is no longer deprecated."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_words import life_edits
from apiyard.design.diffing.noticing import SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice it in what both schemas say about their future."""
    yield from life_edits(pair, "schema-reactivated", "reactivated")


CHECK = Check(
    id="schema-reactivated",
    area="schema",
    what="`deprecated` is no longer set.",
    why="Users may stay.",
    find=_find,
    oasdiff=(
        "request-property-reactivated",
        "response-property-reactivated",
    ),
    examples=(Example("no longer marked", {"type": "string", "deprecated": True}, {"type": "string"}, SAFE, SAFE),),
)
