"""The branches of ``oneOf`` changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_members import branch_edits
from apiyard.design.diffing.noticing import BREAKING, NONE, SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice branches that came or went, and another composition as a whole."""
    yield from branch_edits(pair, "one-of-changed", "oneOf")


CHECK = Check(
    id="one-of-changed",
    area="schema",
    what="`oneOf` is set or gone, or has more or fewer branches.",
    why="What no branch takes any more is refused; what a new branch takes arrives.",
    find=_find,
    oasdiff=(
        "request-body-one-of-added",
        "request-body-one-of-removed",
        "request-property-one-of-added",
        "request-property-one-of-removed",
        "request-body-wrapped-in-one-of",
        "response-body-one-of-added",
        "response-body-one-of-removed",
        "response-property-one-of-added",
        "response-property-one-of-removed",
        "response-body-wrapped-in-one-of",
    ),
    examples=(
        Example(
            "one more branch",
            {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["k", "x"],
                        "properties": {"k": {"const": "a"}, "x": {"type": "string"}},
                    },
                    {
                        "type": "object",
                        "required": ["k", "y"],
                        "properties": {"k": {"const": "b"}, "y": {"type": "string"}},
                    },
                ]
            },
            {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["k", "x"],
                        "properties": {"k": {"const": "a"}, "x": {"type": "string"}},
                    },
                    {
                        "type": "object",
                        "required": ["k", "y"],
                        "properties": {"k": {"const": "b"}, "y": {"type": "string"}},
                    },
                    {"type": "object", "required": ["k"], "properties": {"k": {"const": "c"}}},
                ]
            },
            SAFE,
            BREAKING,
        ),
        Example(
            "one branch fewer",
            {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["k", "x"],
                        "properties": {"k": {"const": "a"}, "x": {"type": "string"}},
                    },
                    {
                        "type": "object",
                        "required": ["k", "y"],
                        "properties": {"k": {"const": "b"}, "y": {"type": "string"}},
                    },
                    {"type": "object", "required": ["k"], "properties": {"k": {"const": "c"}}},
                ]
            },
            {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["k", "x"],
                        "properties": {"k": {"const": "a"}, "x": {"type": "string"}},
                    },
                    {
                        "type": "object",
                        "required": ["k", "y"],
                        "properties": {"k": {"const": "b"}, "y": {"type": "string"}},
                    },
                ]
            },
            BREAKING,
            SAFE,
        ),
        Example(
            "wrapped",
            {"type": "object", "required": ["k", "x"], "properties": {"k": {"const": "a"}, "x": {"type": "string"}}},
            {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["k", "x"],
                        "properties": {"k": {"const": "a"}, "x": {"type": "string"}},
                    },
                    {
                        "type": "object",
                        "required": ["k", "y"],
                        "properties": {"k": {"const": "b"}, "y": {"type": "string"}},
                    },
                ]
            },
            SAFE,
            BREAKING,
        ),
        Example(
            "unwrapped",
            {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["k", "x"],
                        "properties": {"k": {"const": "a"}, "x": {"type": "string"}},
                    },
                    {
                        "type": "object",
                        "required": ["k", "y"],
                        "properties": {"k": {"const": "b"}, "y": {"type": "string"}},
                    },
                ]
            },
            {"type": "object", "required": ["k", "x"], "properties": {"k": {"const": "a"}, "x": {"type": "string"}}},
            BREAKING,
            SAFE,
        ),
        Example(
            "moved",
            {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["k", "x"],
                        "properties": {"k": {"const": "a"}, "x": {"type": "string"}},
                    },
                    {
                        "type": "object",
                        "required": ["k", "y"],
                        "properties": {"k": {"const": "b"}, "y": {"type": "string"}},
                    },
                ]
            },
            {
                "oneOf": [
                    {
                        "type": "object",
                        "required": ["k", "y"],
                        "properties": {"k": {"const": "b"}, "y": {"type": "string"}},
                    },
                    {
                        "type": "object",
                        "required": ["k", "x"],
                        "properties": {"k": {"const": "a"}, "x": {"type": "string"}},
                    },
                ]
            },
            NONE,
            NONE,
        ),
    ),
)
