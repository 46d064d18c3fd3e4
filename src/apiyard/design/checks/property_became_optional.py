"""A property became optional."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import MISSING, Edit, Turn
from apiyard.design.diffing.notice_members import both_required, members, property_edit
from apiyard.design.diffing.notice_symbols import optional_symbol
from apiyard.design.diffing.noticing import BREAKING, SAFE, shown, subject
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice names that only the old schema asks for, but not with properties that came or went."""
    if "required" not in pair.differs:
        return
    old, new = members(pair, "properties")
    before, after = both_required(pair)
    for name in before:
        if name not in after and (name in old) == (name in new):
            turns = (Turn("required", name, MISSING, member=name),)
            more = optional_symbol(pair, name, old.get(name), required=False)
            message = f"the property {shown(name)} of {subject(pair)} is now optional"
            yield property_edit(pair, "property-became-optional", turns, message=message, more=more)


CHECK = Check(
    id="property-became-optional",
    area="schema",
    what="A property that was required is optional.",
    why="Objects without it arrive; fields of generated classes change their types.",
    find=_find,
    oasdiff=(
        "request-property-became-optional",
        "response-property-became-optional",
        "response-write-only-property-became-optional",
    ),
    examples=(
        Example(
            "declared",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["b"]},
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            SAFE,
            BREAKING,
        ),
        Example("not declared", {"type": "object", "required": ["b"]}, {"type": "object"}, SAFE, BREAKING),
    ),
)
