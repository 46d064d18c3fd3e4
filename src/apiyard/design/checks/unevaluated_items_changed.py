"""What an array may hold beside all that is evaluated changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``unevaluatedItems``."""
    yield from keyword_edit(pair, "unevaluated-items-changed", "unevaluatedItems")


CHECK = Check(
    id="unevaluated-items-changed",
    area="schema",
    what="`unevaluatedItems` is set, changed or gone.",
    why="Items that nothing declares are refused, or arrive.",
    find=_find,
    oasdiff=(
        "request-body-unevaluated-items-added",
        "request-body-unevaluated-items-removed",
        "request-property-unevaluated-items-added",
        "request-property-unevaluated-items-removed",
        "response-body-unevaluated-items-added",
        "response-body-unevaluated-items-removed",
        "response-property-unevaluated-items-added",
        "response-property-unevaluated-items-removed",
    ),
    examples=(
        Example(
            "closed",
            {"type": "array", "prefixItems": [{"type": "string"}]},
            {"type": "array", "prefixItems": [{"type": "string"}], "unevaluatedItems": False},
            BREAKING,
            SAFE,
        ),
        Example(
            "opened",
            {"type": "array", "prefixItems": [{"type": "string"}], "unevaluatedItems": False},
            {"type": "array", "prefixItems": [{"type": "string"}]},
            SAFE,
            BREAKING,
        ),
    ),
)
