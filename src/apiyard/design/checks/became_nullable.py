"""Null is now a value."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_members import nulled
from apiyard.design.diffing.notice_symbols import null_symbols
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit, types
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice null among the types, or as a branch, of the new schema only."""
    more, fewer = types(pair.new), types(pair.old)
    if "type" in pair.differs and not pair.whole:
        if more - fewer == {"null"} and fewer < more:
            yield from keyword_edit(pair, "became-nullable", "type", more=null_symbols(pair))
        return
    yield from nulled(pair, "became-nullable", new=True)


CHECK = Check(
    id="became-nullable",
    area="schema",
    what="A schema that did not take null takes it.",
    why="Null is refused, or arrives where nobody looks for it.",
    find=_find,
    oasdiff=(
        "request-body-became-nullable",
        "request-property-became-nullable",
        "response-property-became-nullable",
        "response-body-became-nullable",
    ),
    examples=(
        Example("by its type", {"type": "string"}, {"type": ["string", "null"]}, SAFE, BREAKING),
        Example("by a branch", {"type": "object"}, {"anyOf": [{"type": "object"}, {"type": "null"}]}, SAFE, BREAKING),
    ),
)
