"""What an object may hold beside all that is evaluated changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import LITERAL, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``unevaluatedProperties``."""
    yield from keyword_edit(pair, "unevaluated-properties-changed", "unevaluatedProperties")


CHECK = Check(
    id="unevaluated-properties-changed",
    area="schema",
    what="`unevaluatedProperties` is set, changed or gone.",
    why="Members that no branch declares are refused, or arrive.",
    find=_find,
    oasdiff=(
        "request-body-unevaluated-properties-added",
        "request-body-unevaluated-properties-removed",
        "request-property-unevaluated-properties-added",
        "request-property-unevaluated-properties-removed",
        "response-body-unevaluated-properties-added",
        "response-body-unevaluated-properties-removed",
        "response-property-unevaluated-properties-added",
        "response-property-unevaluated-properties-removed",
    ),
    examples=(
        Example(
            "closed",
            {"type": "object", "allOf": [{"properties": {"a": {}}}]},
            {"type": "object", "allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": False},
            LITERAL,
            SAFE,
        ),
        Example(
            "opened",
            {"type": "object", "allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": False},
            {"type": "object", "allOf": [{"properties": {"a": {}}}]},
            SAFE,
            LITERAL,
        ),
    ),
)
