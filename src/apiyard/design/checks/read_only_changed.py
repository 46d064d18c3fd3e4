"""Whether a property travels in requests changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``readOnly``."""
    yield from keyword_edit(pair, "read-only-changed", "readOnly")


CHECK = Check(
    id="read-only-changed",
    area="schema",
    what="`readOnly` is set or no longer set.",
    why="Properties that are read-only must not be in a request, and are not required there.",
    find=_find,
    oasdiff=(
        "request-optional-property-became-read-only",
        "request-optional-property-became-not-read-only",
        "request-required-property-became-read-only",
        "request-required-property-became-not-read-only",
        "response-optional-property-became-read-only",
        "response-optional-property-became-not-read-only",
        "response-required-property-became-read-only",
        "response-required-property-became-not-read-only",
    ),
    examples=(
        Example(
            "set on an optional property",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer", "readOnly": True}}},
            BREAKING,
            SAFE,
        ),
        Example(
            "no longer set on an optional property",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer", "readOnly": True}}},
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            SAFE,
            SAFE,
        ),
        Example(
            "set on a required property",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["b"]},
            {
                "type": "object",
                "properties": {"a": {"type": "string"}, "b": {"type": "integer", "readOnly": True}},
                "required": ["b"],
            },
            BREAKING,
            SAFE,
        ),
        Example(
            "no longer set on a required property",
            {
                "type": "object",
                "properties": {"a": {"type": "string"}, "b": {"type": "integer", "readOnly": True}},
                "required": ["b"],
            },
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["b"]},
            BREAKING,
            SAFE,
        ),
    ),
)
