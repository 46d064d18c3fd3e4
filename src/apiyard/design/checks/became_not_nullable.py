"""Null is no longer a value."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_members import nulled
from apiyard.design.diffing.notice_symbols import null_symbols
from apiyard.design.diffing.noticing import BREAKING, NAMES, keyword_edit, types
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice null among the types, or as a branch, of the old schema only."""
    more, fewer = types(pair.old), types(pair.new)
    if "type" in pair.differs and not pair.whole:
        if more - fewer == {"null"} and fewer < more:
            yield from keyword_edit(pair, "became-not-nullable", "type", more=null_symbols(pair))
        return
    yield from nulled(pair, "became-not-nullable", new=False)


CHECK = Check(
    id="became-not-nullable",
    area="schema",
    what="A schema that did take null no longer takes it.",
    why="Null is refused, or arrives where nobody looks for it.",
    find=_find,
    oasdiff=(
        "request-body-became-not-nullable",
        "request-property-became-not-nullable",
        "response-property-became-not-nullable",
        "response-body-became-not-nullable",
    ),
    examples=(
        Example("by its type", {"type": ["string", "null"]}, {"type": "string"}, BREAKING, NAMES),
        Example("by a branch", {"anyOf": [{"type": "object"}, {"type": "null"}]}, {"type": "object"}, BREAKING, NAMES),
    ),
)
