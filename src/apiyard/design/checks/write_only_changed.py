"""Whether a property travels in responses changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``writeOnly``."""
    yield from keyword_edit(pair, "write-only-changed", "writeOnly")


CHECK = Check(
    id="write-only-changed",
    area="schema",
    what="`writeOnly` is set or no longer set.",
    why="Properties that are write-only must not be in a response, and are not required there.",
    find=_find,
    oasdiff=(
        "request-optional-property-became-not-write-only",
        "request-optional-property-became-write-only",
        "request-required-property-became-not-write-only",
        "request-required-property-became-write-only",
        "response-optional-property-became-not-write-only",
        "response-optional-property-became-write-only",
        "response-required-property-became-not-write-only",
        "response-required-property-became-write-only",
    ),
    examples=(
        Example(
            "set on an optional property",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer", "writeOnly": True}}},
            SAFE,
            SAFE,
        ),
        Example(
            "no longer set on an optional property",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer", "writeOnly": True}}},
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            SAFE,
            BREAKING,
        ),
        Example(
            "set on a required property",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["b"]},
            {
                "type": "object",
                "properties": {"a": {"type": "string"}, "b": {"type": "integer", "writeOnly": True}},
                "required": ["b"],
            },
            SAFE,
            BREAKING,
        ),
        Example(
            "no longer set on a required property",
            {
                "type": "object",
                "properties": {"a": {"type": "string"}, "b": {"type": "integer", "writeOnly": True}},
                "required": ["b"],
            },
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["b"]},
            SAFE,
            BREAKING,
        ),
    ),
)
