"""The bound ``minimum`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``minimum``."""
    yield from bound_edit(pair, "minimum-changed", "minimum")


CHECK = Check(
    id="minimum-changed",
    area="schema",
    what="`minimum` is set, moved or no longer set.",
    why="Clients that send less are refused, or clients must read less than they were told.",
    find=_find,
    oasdiff=(
        "request-body-min-increased",
        "request-body-min-decreased",
        "request-property-min-increased",
        "request-property-min-decreased",
        "request-body-min-set",
        "request-property-min-set",
        "response-body-min-decreased",
        "response-property-min-decreased",
        "request-read-only-property-min-increased",
    ),
    examples=(
        Example("raised", {"type": "number", "minimum": 1}, {"type": "number", "minimum": 5}, BREAKING, SAFE),
        Example("lowered", {"type": "number", "minimum": 5}, {"type": "number", "minimum": 1}, SAFE, BREAKING),
        Example("set", {"type": "number"}, {"type": "number", "minimum": 5}, BREAKING, SAFE),
        Example("no longer set", {"type": "number", "minimum": 5}, {"type": "number"}, SAFE, BREAKING),
    ),
)
