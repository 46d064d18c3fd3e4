"""Whether items must differ changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``uniqueItems``."""
    yield from keyword_edit(pair, "unique-items-changed", "uniqueItems")


CHECK = Check(
    id="unique-items-changed",
    area="schema",
    what="`uniqueItems` is set or no longer set.",
    why="Arrays with equal items are refused, or arrive.",
    find=_find,
    oasdiff=(),
    examples=(
        Example("set", {"type": "array"}, {"type": "array", "uniqueItems": True}, BREAKING, SAFE),
        Example("no longer set", {"type": "array", "uniqueItems": True}, {"type": "array"}, SAFE, BREAKING),
        Example("set to false", {"type": "array"}, {"type": "array", "uniqueItems": False}, SAFE, SAFE),
    ),
)
