"""How branches are told apart changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_words import discriminator_edit
from apiyard.design.diffing.noticing import NAMES, SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``discriminator``."""
    yield from discriminator_edit(pair, "discriminator-changed")


CHECK = Check(
    id="discriminator-changed",
    area="schema",
    what="`discriminator` is set, changed or gone.",
    why="Generated code decides by it which class to make; which values are taken does not depend on it.",
    find=_find,
    oasdiff=(
        "request-body-discriminator-added",
        "request-body-discriminator-removed",
        "request-body-discriminator-property-name-changed",
        "request-body-discriminator-mapping-added",
        "request-body-discriminator-mapping-deleted",
        "request-body-discriminator-mapping-changed",
        "request-property-discriminator-added",
        "request-property-discriminator-removed",
        "request-property-discriminator-property-name-changed",
        "request-property-discriminator-mapping-added",
        "request-property-discriminator-mapping-deleted",
        "request-property-discriminator-mapping-changed",
        "response-body-discriminator-added",
        "response-body-discriminator-removed",
        "response-body-discriminator-property-name-changed",
        "response-body-discriminator-mapping-added",
        "response-body-discriminator-mapping-deleted",
        "response-body-discriminator-mapping-changed",
        "response-property-discriminator-added",
        "response-property-discriminator-removed",
        "response-property-discriminator-property-name-changed",
        "response-property-discriminator-mapping-added",
        "response-property-discriminator-mapping-deleted",
        "response-property-discriminator-mapping-changed",
    ),
    examples=(
        Example(
            "set",
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
                ],
                "discriminator": {"propertyName": "k"},
            },
            NAMES,
            NAMES,
        ),
        Example(
            "gone",
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
                ],
                "discriminator": {"propertyName": "k"},
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
            NAMES,
            NAMES,
        ),
        Example(
            "a mapping more",
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
                ],
                "discriminator": {"propertyName": "k"},
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
                ],
                "discriminator": {"propertyName": "k", "mapping": {"z": "Z"}},
            },
            SAFE,
            SAFE,
        ),
    ),
)
