"""What an array must contain changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``contains``."""
    yield from keyword_edit(pair, "contains-changed", "contains")


CHECK = Check(
    id="contains-changed",
    area="schema",
    what="`contains` is set, changed or gone.",
    why="Arrays without such an item are refused, or arrive.",
    find=_find,
    oasdiff=(
        "request-body-contains-added",
        "request-body-contains-removed",
        "request-property-contains-added",
        "request-property-contains-removed",
        "response-body-contains-added",
        "response-body-contains-removed",
        "response-property-contains-added",
        "response-property-contains-removed",
    ),
    examples=(
        Example("set", {"type": "array"}, {"type": "array", "contains": {"type": "string"}}, BREAKING, SAFE),
        Example("no longer set", {"type": "array", "contains": {"type": "string"}}, {"type": "array"}, SAFE, BREAKING),
        Example(
            "wider",
            {"type": "array", "contains": {"type": "string", "maxLength": 1}},
            {"type": "array", "contains": {"type": "string"}},
            SAFE,
            BREAKING,
        ),
    ),
)
