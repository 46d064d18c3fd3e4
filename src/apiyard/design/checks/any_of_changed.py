"""The branches of ``anyOf`` changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_members import branch_edits
from apiyard.design.diffing.noticing import BREAKING, NONE, SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice branches that came or went, and another composition as a whole."""
    yield from branch_edits(pair, "any-of-changed", "anyOf")


CHECK = Check(
    id="any-of-changed",
    area="schema",
    what="`anyOf` is set or gone, or has more or fewer branches.",
    why="What no branch takes any more is refused; what a new branch takes arrives.",
    find=_find,
    oasdiff=(
        "request-body-any-of-added",
        "request-body-any-of-removed",
        "request-property-any-of-added",
        "request-property-any-of-removed",
        "response-body-any-of-added",
        "response-body-any-of-removed",
        "response-property-any-of-added",
        "response-property-any-of-removed",
    ),
    examples=(
        Example(
            "one more branch",
            {
                "anyOf": [
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
                "anyOf": [
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
                "anyOf": [
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
                "anyOf": [
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
                "anyOf": [
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
                "anyOf": [
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
                "anyOf": [
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
                "anyOf": [
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
