"""The items by position changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``prefixItems``."""
    yield from keyword_edit(pair, "prefix-items-changed", "prefixItems")


CHECK = Check(
    id="prefix-items-changed",
    area="schema",
    what="`prefixItems` got more or fewer positions.",
    why="An item at a position that was free must now conform, or the other way.",
    find=_find,
    oasdiff=(
        "request-body-prefix-items-added",
        "request-body-prefix-items-removed",
        "request-property-prefix-items-added",
        "request-property-prefix-items-removed",
        "response-body-prefix-items-added",
        "response-body-prefix-items-removed",
        "response-property-prefix-items-added",
        "response-property-prefix-items-removed",
    ),
    examples=(
        Example(
            "one more",
            {"type": "array", "prefixItems": [{"type": "string"}]},
            {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
            BREAKING,
            SAFE,
        ),
        Example(
            "one fewer",
            {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
            {"type": "array", "prefixItems": [{"type": "string"}]},
            SAFE,
            BREAKING,
        ),
    ),
)
