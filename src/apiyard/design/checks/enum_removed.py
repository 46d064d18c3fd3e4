"""The values are no longer listed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import MISSING, Edit
from apiyard.design.diffing.notice_symbols import type_symbols
from apiyard.design.diffing.noticing import BREAKING, NAMES, held, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice a list that only the old schema has."""
    if held(pair, "enum")[1] is MISSING:
        yield from keyword_edit(pair, "enum-removed", "enum", more=type_symbols(pair))


CHECK = Check(
    id="enum-removed",
    area="schema",
    what="`enum` is gone.",
    why="Values arrive that were not listed.",
    find=_find,
    oasdiff=(),
    examples=(Example("of a text", {"type": "string", "enum": ["a", "b"]}, {"type": "string"}, NAMES, BREAKING),),
)
