"""The bound ``maxItems`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``maxItems``."""
    yield from bound_edit(pair, "max-items-changed", "maxItems")


CHECK = Check(
    id="max-items-changed",
    area="schema",
    what="`maxItems` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(),
    examples=(
        Example("raised", {"type": "array", "maxItems": 2}, {"type": "array", "maxItems": 3}, SAFE, BREAKING),
        Example("lowered", {"type": "array", "maxItems": 3}, {"type": "array", "maxItems": 2}, BREAKING, SAFE),
        Example("set", {"type": "array"}, {"type": "array", "maxItems": 3}, BREAKING, SAFE),
        Example("no longer set", {"type": "array", "maxItems": 3}, {"type": "array"}, SAFE, BREAKING),
    ),
)
