"""A property is gone."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import MISSING, Edit, Turn
from apiyard.design.diffing.notice_members import both_required, members, property_edit, removal_of
from apiyard.design.diffing.notice_symbols import member_symbols
from apiyard.design.diffing.noticing import BREAKING, NAMES, shown, subject, verdicts
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice properties that only the old schema declares."""
    if "properties" not in pair.differs:
        return
    old, new = members(pair, "properties")
    before, after = both_required(pair)
    for name, value in old.items():
        if name not in new:
            turns: tuple[Turn, ...] = (Turn("properties", value, MISSING, member=name),)
            if name in before and name not in after:
                turns += (Turn("required", name, MISSING, member=name),)
            more = (*removal_of(pair, name, value), *member_symbols(pair, name, value))
            word = "required" if name in before else "optional"
            message = f"the {word} property {shown(name)} of {subject(pair)} is gone"
            yield property_edit(pair, "property-removed", turns, message=message, more=more)


CHECK = Check(
    id="property-removed",
    area="schema",
    what="An object no longer declares a property.",
    why="Clients miss what they read, send what nobody takes any more, and code that names it does not compile.",
    find=_find,
    oasdiff=(
        "request-property-removed",
        "response-optional-property-removed",
        "response-optional-write-only-property-removed",
        "response-required-property-removed",
        "response-required-write-only-property-removed",
    ),
    examples=(
        Example(
            "optional",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            {"type": "object", "properties": {"a": {"type": "string"}}},
            BREAKING,
            BREAKING,
        ),
        Example(
            "required",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["b"]},
            {"type": "object", "properties": {"a": {"type": "string"}}},
            BREAKING,
            BREAKING,
        ),
        Example(
            "deprecated before",
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer", "deprecated": True}}},
            {"type": "object", "properties": {"a": {"type": "string"}}},
            NAMES,
            verdicts(Verdict.SAFE, strict=Verdict.BREAKING, source=Verdict.BREAKING),
        ),
        Example(
            "deprecated before, in a closed object",
            {
                "type": "object",
                "properties": {"a": {"type": "string"}, "b": {"type": "integer", "deprecated": True}},
                "additionalProperties": False,
            },
            {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
            BREAKING,
            NAMES,
        ),
        Example(
            "draft",
            {
                "type": "object",
                "properties": {"a": {"type": "string"}, "b": {"type": "integer", "x-stability-level": "draft"}},
            },
            {"type": "object", "properties": {"a": {"type": "string"}}},
            NAMES,
            verdicts(Verdict.SAFE, strict=Verdict.BREAKING, source=Verdict.BREAKING),
        ),
    ),
)
