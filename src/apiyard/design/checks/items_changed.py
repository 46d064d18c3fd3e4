"""What items of an array are changed as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``items``."""
    yield from keyword_edit(pair, "items-changed", "items")


CHECK = Check(
    id="items-changed",
    area="schema",
    what="`items` is set or gone, or is no schema any more.",
    why="Items of other kinds are refused, or arrive.",
    find=_find,
    oasdiff=(),
    examples=(
        Example("set", {"type": "array"}, {"type": "array", "items": {"type": "string"}}, BREAKING, SAFE),
        Example("no longer set", {"type": "array", "items": {"type": "string"}}, {"type": "array"}, SAFE, BREAKING),
        Example("no items any more", {"type": "array"}, {"type": "array", "items": False}, BREAKING, SAFE),
    ),
)
