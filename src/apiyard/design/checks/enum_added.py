"""The values are now listed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import MISSING, Edit
from apiyard.design.diffing.notice_symbols import type_symbols
from apiyard.design.diffing.noticing import BREAKING, NAMES, held, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice a list that only the new schema has."""
    if held(pair, "enum")[0] is MISSING:
        yield from keyword_edit(pair, "enum-added", "enum", more=type_symbols(pair))


CHECK = Check(
    id="enum-added",
    area="schema",
    what="`enum` is set.",
    why="Values that are not listed are refused.",
    find=_find,
    oasdiff=(
        "request-body-became-enum",
        "request-property-became-enum",
    ),
    examples=(Example("of a text", {"type": "string"}, {"type": "string", "enum": ["a", "b"]}, BREAKING, NAMES),),
)
