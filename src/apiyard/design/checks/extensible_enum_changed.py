"""The known values of an extensible list changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import SAFE, known_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``x-extensible-enum``."""
    reason = "an extensible list takes every value, listed or not"
    yield from known_edit(pair, "extensible-enum-changed", "x-extensible-enum", reason=reason)


CHECK = Check(
    id="extensible-enum-changed",
    area="schema",
    what="`x-extensible-enum` lists other values.",
    why="Clients are told to expect others; what is taken does not change.",
    find=_find,
    oasdiff=("request-property-x-extensible-enum-value-removed",),
    examples=(
        Example(
            "one fewer",
            {"type": "string", "x-extensible-enum": ["a", "b"]},
            {"type": "string", "x-extensible-enum": ["a"]},
            SAFE,
            SAFE,
        ),
    ),
)
