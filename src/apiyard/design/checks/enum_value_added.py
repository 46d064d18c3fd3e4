"""Values of a list are new."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_members import enum_edit
from apiyard.design.diffing.noticing import BREAKING, LITERAL, SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice values that only the new list has."""
    yield from enum_edit(pair, "enum-value-added", added=True)


CHECK = Check(
    id="enum-value-added",
    area="schema",
    what="`enum` lists more values.",
    why="A value arrives that clients do not know; it is not taken when clients send it to old servers.",
    find=_find,
    oasdiff=(
        "request-property-enum-value-added",
        "response-property-enum-value-added",
        "response-write-only-property-enum-value-added",
    ),
    examples=(
        Example("one", {"enum": ["a", "b"]}, {"enum": ["a", "b", "c"]}, SAFE, BREAKING),
        Example(
            "extensible",
            {"enum": ["a", "b"], "x-extensible-enum": True},
            {"enum": ["a", "b", "c"], "x-extensible-enum": True},
            SAFE,
            LITERAL,
        ),
        Example(
            "with an open text beside it",
            {"anyOf": [{"type": "string"}, {"enum": ["a", "b"]}]},
            {"anyOf": [{"type": "string"}, {"enum": ["a", "b", "c"]}]},
            SAFE,
            SAFE,
        ),
    ),
)
