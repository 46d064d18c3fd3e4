"""A property is new."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import MISSING, Edit, Turn
from apiyard.design.diffing.notice_members import both_required, members, property_edit
from apiyard.design.diffing.noticing import BREAKING, LITERAL, SAFE, shown, subject
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice properties that only the new schema declares."""
    if "properties" not in pair.differs:
        return
    old, new = members(pair, "properties")
    before, after = both_required(pair)
    for name, value in new.items():
        if name not in old:
            needed = name in after and name not in before
            turns: tuple[Turn, ...] = (Turn("properties", MISSING, value, member=name),)
            if needed:
                turns += (Turn("required", MISSING, name, member=name),)
            word = "required" if name in after else "optional"
            message = f"the {word} property {shown(name)} of {subject(pair)} is new"
            yield property_edit(pair, "property-added", turns, message=message)


CHECK = Check(
    id="property-added",
    area="schema",
    what="An object declares one more property.",
    why="A required one is missing in what old clients send.",
    find=_find,
    oasdiff=(
        "new-required-request-property",
        "new-required-request-property-with-default",
        "new-optional-request-property",
        "response-optional-property-added",
        "response-optional-write-only-property-added",
        "response-required-property-added",
        "response-required-write-only-property-added",
    ),
    examples=(
        Example(
            "optional",
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            LITERAL,
            SAFE,
        ),
        Example(
            "required",
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["b"]},
            BREAKING,
            SAFE,
        ),
        Example(
            "optional, in an object that was closed",
            {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
            {
                "type": "object",
                "properties": {"a": {"type": "string"}, "b": {"type": "integer"}},
                "additionalProperties": False,
            },
            SAFE,
            LITERAL,
        ),
        Example(
            "required and read-only",
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {
                "type": "object",
                "properties": {"a": {"type": "string"}, "b": {"type": "integer", "readOnly": True}},
                "required": ["b"],
            },
            LITERAL,
            SAFE,
        ),
    ),
)
