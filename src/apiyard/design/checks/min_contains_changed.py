"""The bound ``minContains`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``minContains``."""
    yield from bound_edit(pair, "min-contains-changed", "minContains")


CHECK = Check(
    id="min-contains-changed",
    area="schema",
    what="`minContains` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(
        "request-body-min-contains-increased",
        "request-body-min-contains-decreased",
        "request-property-min-contains-increased",
        "request-property-min-contains-decreased",
        "response-body-min-contains-increased",
        "response-body-min-contains-decreased",
        "response-property-min-contains-increased",
        "response-property-min-contains-decreased",
    ),
    examples=(
        Example(
            "raised",
            {"type": "array", "contains": {"type": "integer"}, "minContains": 2},
            {"type": "array", "contains": {"type": "integer"}, "minContains": 3},
            BREAKING,
            SAFE,
        ),
        Example(
            "lowered",
            {"type": "array", "contains": {"type": "integer"}, "minContains": 3},
            {"type": "array", "contains": {"type": "integer"}, "minContains": 2},
            SAFE,
            BREAKING,
        ),
    ),
)
