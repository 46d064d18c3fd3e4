"""Values of a list are gone."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_members import enum_edit
from apiyard.design.diffing.noticing import BREAKING, NAMES
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice values that only the old list has."""
    yield from enum_edit(pair, "enum-value-removed", added=False)


CHECK = Check(
    id="enum-value-removed",
    area="schema",
    what="`enum` lists fewer values.",
    why="A value that clients send is refused, and generated code has no name for it.",
    find=_find,
    oasdiff=(
        "request-property-enum-value-removed",
        "request-read-only-property-enum-value-removed",
        "response-property-enum-value-removed",
        "response-mediatype-enum-value-removed",
        "request-body-enum-value-removed",
    ),
    examples=(Example("one", {"enum": ["a", "b", "c"]}, {"enum": ["a", "b"]}, BREAKING, NAMES),),
)
