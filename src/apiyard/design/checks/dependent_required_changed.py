"""Which members ask for others changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``dependentRequired``."""
    yield from keyword_edit(pair, "dependent-required-changed", "dependentRequired")


CHECK = Check(
    id="dependent-required-changed",
    area="schema",
    what="`dependentRequired` is set, changed or gone.",
    why="Objects without the members that are now asked for are refused, or arrive.",
    find=_find,
    oasdiff=(
        "request-body-dependent-required-added",
        "request-body-dependent-required-removed",
        "request-body-dependent-required-changed",
        "request-property-dependent-required-added",
        "request-property-dependent-required-removed",
        "request-property-dependent-required-changed",
        "response-body-dependent-required-added",
        "response-body-dependent-required-removed",
        "response-body-dependent-required-changed",
        "response-property-dependent-required-added",
        "response-property-dependent-required-removed",
        "response-property-dependent-required-changed",
    ),
    examples=(
        Example("set", {"type": "object"}, {"type": "object", "dependentRequired": {"a": ["b"]}}, BREAKING, SAFE),
        Example(
            "no longer set", {"type": "object", "dependentRequired": {"a": ["b"]}}, {"type": "object"}, SAFE, BREAKING
        ),
    ),
)
