"""A property became required."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import MISSING, Edit, Turn
from apiyard.design.diffing.notice_members import both_required, members, property_edit
from apiyard.design.diffing.notice_symbols import optional_symbol
from apiyard.design.diffing.noticing import BREAKING, NAMES, SAFE, shown, subject
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice names that only the new schema asks for, but not with properties that came or went."""
    if "required" not in pair.differs:
        return
    old, new = members(pair, "properties")
    before, after = both_required(pair)
    for name in after:
        if name not in before and (name in old) == (name in new):
            turns = (Turn("required", MISSING, name, member=name),)
            more = optional_symbol(pair, name, new.get(name), required=True)
            message = f"the property {shown(name)} of {subject(pair)} is now required"
            yield property_edit(pair, "property-became-required", turns, message=message, more=more)


CHECK = Check(
    id="property-became-required",
    area="schema",
    what="A property that was optional is required.",
    why="Objects without it are refused; fields of generated classes change their types.",
    find=_find,
    oasdiff=(
        "request-property-became-required",
        "request-property-became-required-with-default",
        "response-property-became-required",
        "response-write-only-property-became-required",
    ),
    examples=(
        Example(
            "declared",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["b"]},
            BREAKING,
            NAMES,
        ),
        Example("not declared", {"type": "object"}, {"type": "object", "required": ["b"]}, BREAKING, SAFE),
    ),
)
