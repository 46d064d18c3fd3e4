"""What is asked for under a condition changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, words_turned
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another condition; its three keywords are one change."""
    yield from words_turned(pair, "if-changed", ("if", "then", "else"))


CHECK = Check(
    id="if-changed",
    area="schema",
    what="`if`, `then` or `else` is set, changed or gone.",
    why="Values that meet the condition are refused, or arrive.",
    find=_find,
    oasdiff=(
        "request-body-if-added",
        "request-body-if-removed",
        "request-body-then-added",
        "request-body-then-removed",
        "request-body-else-added",
        "request-body-else-removed",
        "request-property-if-added",
        "request-property-if-removed",
        "request-property-then-added",
        "request-property-then-removed",
        "request-property-else-added",
        "request-property-else-removed",
        "response-body-if-added",
        "response-body-if-removed",
        "response-body-then-added",
        "response-body-then-removed",
        "response-body-else-added",
        "response-body-else-removed",
        "response-property-if-added",
        "response-property-if-removed",
        "response-property-then-added",
        "response-property-then-removed",
        "response-property-else-added",
        "response-property-else-removed",
    ),
    examples=(
        Example(
            "set",
            {"type": "object", "properties": {"k": {"type": "string"}, "n": {"type": "integer"}}},
            {
                "type": "object",
                "properties": {"k": {"type": "string"}, "n": {"type": "integer"}},
                "if": {"properties": {"k": {"const": "a"}}, "required": ["k"]},
                "then": {"required": ["n"]},
            },
            BREAKING,
            SAFE,
        ),
        Example(
            "gone",
            {
                "type": "object",
                "properties": {"k": {"type": "string"}, "n": {"type": "integer"}},
                "if": {"properties": {"k": {"const": "a"}}, "required": ["k"]},
                "then": {"required": ["n"]},
            },
            {"type": "object", "properties": {"k": {"type": "string"}, "n": {"type": "integer"}}},
            SAFE,
            BREAKING,
        ),
    ),
)
