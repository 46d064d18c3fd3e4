"""The bound ``minItems`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``minItems``."""
    yield from bound_edit(pair, "min-items-changed", "minItems")


CHECK = Check(
    id="min-items-changed",
    area="schema",
    what="`minItems` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(
        "request-body-min-items-increased",
        "request-property-min-items-increased",
        "request-body-min-items-set",
        "request-property-min-items-set",
        "response-body-min-items-decreased",
        "response-property-min-items-decreased",
        "response-body-min-items-unset",
        "response-property-min-items-unset",
    ),
    examples=(
        Example("raised", {"type": "array", "minItems": 1}, {"type": "array", "minItems": 2}, BREAKING, SAFE),
        Example("lowered", {"type": "array", "minItems": 2}, {"type": "array", "minItems": 1}, SAFE, BREAKING),
        Example("set", {"type": "array"}, {"type": "array", "minItems": 2}, BREAKING, SAFE),
        Example("no longer set", {"type": "array", "minItems": 2}, {"type": "array"}, SAFE, BREAKING),
    ),
)
