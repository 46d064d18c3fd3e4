"""The bound ``exclusiveMinimum`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``exclusiveMinimum``."""
    yield from bound_edit(pair, "exclusive-minimum-changed", "exclusiveMinimum")


CHECK = Check(
    id="exclusive-minimum-changed",
    area="schema",
    what="`exclusiveMinimum` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(
        "request-body-exclusive-min-increased",
        "request-body-exclusive-min-decreased",
        "request-property-exclusive-min-increased",
        "request-property-exclusive-min-decreased",
        "request-body-exclusive-min-set",
        "request-property-exclusive-min-set",
        "response-body-exclusive-min-decreased",
        "response-property-exclusive-min-decreased",
        "request-read-only-property-exclusive-min-increased",
    ),
    examples=(
        Example(
            "raised",
            {"type": "number", "exclusiveMinimum": 1},
            {"type": "number", "exclusiveMinimum": 5},
            BREAKING,
            SAFE,
        ),
        Example(
            "lowered",
            {"type": "number", "exclusiveMinimum": 5},
            {"type": "number", "exclusiveMinimum": 1},
            SAFE,
            BREAKING,
        ),
        Example("set", {"type": "number"}, {"type": "number", "exclusiveMinimum": 5}, BREAKING, SAFE),
        Example("no longer set", {"type": "number", "exclusiveMinimum": 5}, {"type": "number"}, SAFE, BREAKING),
    ),
)
