"""The step of a number changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``multipleOf``."""
    yield from keyword_edit(pair, "multiple-of-changed", "multipleOf")


CHECK = Check(
    id="multiple-of-changed",
    area="schema",
    what="`multipleOf` is set, changed or gone.",
    why="Numbers between the new steps are refused, or numbers between the old ones arrive.",
    find=_find,
    oasdiff=(),
    examples=(
        Example("coarser", {"type": "integer", "multipleOf": 5}, {"type": "integer", "multipleOf": 10}, BREAKING, SAFE),
        Example("finer", {"type": "integer", "multipleOf": 10}, {"type": "integer", "multipleOf": 5}, SAFE, BREAKING),
        Example("set", {"type": "integer"}, {"type": "integer", "multipleOf": 2}, BREAKING, SAFE),
    ),
)
