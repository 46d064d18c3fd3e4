"""A schema is deprecated."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_words import life_edits
from apiyard.design.diffing.noticing import SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice it in what both schemas say about their future."""
    yield from life_edits(pair, "schema-deprecated", "deprecated")


CHECK = Check(
    id="schema-deprecated",
    area="schema",
    what="`deprecated` is set.",
    why="Users should leave it; it still works.",
    find=_find,
    oasdiff=(
        "request-property-deprecated",
        "response-property-deprecated",
        "request-property-deprecated-with-sunset",
        "response-property-deprecated-with-sunset",
        "request-property-deprecated-sunset-missing",
        "response-property-deprecated-sunset-missing",
        "request-property-deprecated-sunset-invalid",
        "response-property-deprecated-sunset-invalid",
    ),
    examples=(Example("marked", {"type": "string"}, {"type": "string", "deprecated": True}, SAFE, SAFE),),
)
