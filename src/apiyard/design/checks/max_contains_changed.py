"""The bound ``maxContains`` of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, bound_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``maxContains``."""
    yield from bound_edit(pair, "max-contains-changed", "maxContains")


CHECK = Check(
    id="max-contains-changed",
    area="schema",
    what="`maxContains` is set, moved or no longer set.",
    why="A tighter bound refuses what clients send; a looser one lets servers send what clients do not expect.",
    find=_find,
    oasdiff=(
        "request-body-max-contains-increased",
        "request-body-max-contains-decreased",
        "request-property-max-contains-increased",
        "request-property-max-contains-decreased",
        "response-body-max-contains-increased",
        "response-body-max-contains-decreased",
        "response-property-max-contains-increased",
        "response-property-max-contains-decreased",
    ),
    examples=(
        Example(
            "raised",
            {"type": "array", "contains": {"type": "integer"}, "maxContains": 2},
            {"type": "array", "contains": {"type": "integer"}, "maxContains": 3},
            SAFE,
            BREAKING,
        ),
        Example(
            "lowered",
            {"type": "array", "contains": {"type": "integer"}, "maxContains": 3},
            {"type": "array", "contains": {"type": "integer"}, "maxContains": 2},
            BREAKING,
            SAFE,
        ),
        Example(
            "set",
            {"type": "array", "contains": {"type": "integer"}},
            {"type": "array", "contains": {"type": "integer"}, "maxContains": 3},
            BREAKING,
            SAFE,
        ),
        Example(
            "no longer set",
            {"type": "array", "contains": {"type": "integer"}, "maxContains": 3},
            {"type": "array", "contains": {"type": "integer"}},
            SAFE,
            BREAKING,
        ),
    ),
)
