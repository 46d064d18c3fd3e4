"""The bound ``exclusiveMaximum`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``exclusiveMaximum``."""
    yield from bound_edit(pair, "exclusive-maximum-changed", "exclusiveMaximum")


CHECK = Check(
    id="exclusive-maximum-changed",
    area="schema",
    what="`exclusiveMaximum` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(
        "request-body-exclusive-max-decreased",
        "request-body-exclusive-max-increased",
        "request-property-exclusive-max-decreased",
        "request-property-exclusive-max-increased",
        "request-body-exclusive-max-set",
        "request-property-exclusive-max-set",
        "response-body-exclusive-max-increased",
        "response-property-exclusive-max-increased",
        "request-read-only-property-exclusive-max-decreased",
    ),
    examples=(
        Example(
            "raised",
            {"type": "number", "exclusiveMaximum": 5},
            {"type": "number", "exclusiveMaximum": 9},
            SAFE,
            BREAKING,
        ),
        Example(
            "lowered",
            {"type": "number", "exclusiveMaximum": 9},
            {"type": "number", "exclusiveMaximum": 5},
            BREAKING,
            SAFE,
        ),
        Example("set", {"type": "number"}, {"type": "number", "exclusiveMaximum": 9}, BREAKING, SAFE),
        Example("no longer set", {"type": "number", "exclusiveMaximum": 9}, {"type": "number"}, SAFE, BREAKING),
    ),
)
