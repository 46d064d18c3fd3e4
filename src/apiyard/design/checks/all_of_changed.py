"""The branches of ``allOf`` changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_members import branch_edits
from apiyard.design.diffing.noticing import BREAKING, SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice branches that came or went, and another composition as a whole."""
    yield from branch_edits(pair, "all-of-changed", "allOf")


CHECK = Check(
    id="all-of-changed",
    area="schema",
    what="`allOf` is set or gone, or has more or fewer branches.",
    why="Each branch asks for more of the same value.",
    find=_find,
    oasdiff=(
        "request-body-all-of-added",
        "request-body-all-of-removed",
        "request-property-all-of-added",
        "request-property-all-of-removed",
        "request-body-all-of-added-annotation-only",
        "request-body-all-of-removed-annotation-only",
        "request-property-all-of-added-annotation-only",
        "request-property-all-of-removed-annotation-only",
        "response-body-all-of-added",
        "response-body-all-of-removed",
        "response-property-all-of-added",
        "response-property-all-of-removed",
        "response-body-all-of-added-annotation-only",
        "response-body-all-of-removed-annotation-only",
        "response-property-all-of-added-annotation-only",
        "response-property-all-of-removed-annotation-only",
    ),
    examples=(
        Example(
            "one more branch",
            {"allOf": [{"properties": {"x": {"type": "string"}}}]},
            {"allOf": [{"properties": {"x": {"type": "string"}}}, {"required": ["y"]}]},
            BREAKING,
            SAFE,
        ),
        Example(
            "one branch fewer",
            {"allOf": [{"properties": {"x": {"type": "string"}}}, {"required": ["y"]}]},
            {"allOf": [{"properties": {"x": {"type": "string"}}}]},
            SAFE,
            BREAKING,
        ),
        Example(
            "wrapped, and more is asked for",
            {"type": "object", "required": ["k", "x"], "properties": {"k": {"const": "a"}, "x": {"type": "string"}}},
            {
                "allOf": [
                    {
                        "type": "object",
                        "required": ["k", "x"],
                        "properties": {"k": {"const": "a"}, "x": {"type": "string"}},
                    },
                    {"required": ["y"]},
                ]
            },
            BREAKING,
            SAFE,
        ),
        Example(
            "only words",
            {"allOf": [{"properties": {"x": {"type": "string"}}}]},
            {"allOf": [{"properties": {"x": {"type": "string"}}}, {"description": "More."}]},
            SAFE,
            SAFE,
        ),
    ),
)
