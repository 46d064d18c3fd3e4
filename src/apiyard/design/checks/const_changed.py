"""The single value changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, NONE, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``const``."""
    yield from keyword_edit(pair, "const-changed", "const")


CHECK = Check(
    id="const-changed",
    area="schema",
    what="`const` is set, changed or gone.",
    why="Another value is refused, or arrives.",
    find=_find,
    oasdiff=(
        "request-body-const-added",
        "request-body-const-removed",
        "request-body-const-changed",
        "request-property-const-added",
        "request-property-const-removed",
        "request-property-const-changed",
        "response-body-const-added",
        "response-body-const-removed",
        "response-body-const-changed",
        "response-property-const-added",
        "response-property-const-removed",
        "response-property-const-changed",
    ),
    examples=(
        Example("changed", {"const": "a"}, {"const": "b"}, BREAKING, BREAKING),
        Example("set", {"type": "string"}, {"type": "string", "const": "a"}, BREAKING, SAFE),
        Example("no longer set", {"type": "string", "const": "a"}, {"type": "string"}, SAFE, BREAKING),
        Example("became a list", {"type": "string", "const": "a"}, {"type": "string", "enum": ["a"]}, NONE, NONE),
    ),
)
