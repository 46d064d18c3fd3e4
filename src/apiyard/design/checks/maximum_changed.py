"""The bound ``maximum`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``maximum``."""
    yield from bound_edit(pair, "maximum-changed", "maximum")


CHECK = Check(
    id="maximum-changed",
    area="schema",
    what="`maximum` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(
        "request-body-max-decreased",
        "request-body-max-increased",
        "request-property-max-decreased",
        "request-property-max-increased",
        "request-body-max-set",
        "request-property-max-set",
        "response-body-max-increased",
        "response-property-max-increased",
        "request-read-only-property-max-decreased",
    ),
    examples=(
        Example("raised", {"type": "number", "maximum": 5}, {"type": "number", "maximum": 9}, SAFE, BREAKING),
        Example("lowered", {"type": "number", "maximum": 9}, {"type": "number", "maximum": 5}, BREAKING, SAFE),
        Example("set", {"type": "number"}, {"type": "number", "maximum": 9}, BREAKING, SAFE),
        Example("no longer set", {"type": "number", "maximum": 9}, {"type": "number"}, SAFE, BREAKING),
    ),
)
