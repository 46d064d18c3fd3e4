"""Examples of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import NONE, words_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice other words."""
    yield from words_edit(pair, "schema-examples-changed", ("example", "examples"))


CHECK = Check(
    id="schema-examples-changed",
    area="schema",
    what="`example` or `examples` is another one.",
    why="People and mocks read it.",
    find=_find,
    oasdiff=(),
    examples=(
        Example(
            "another example", {"type": "string", "examples": ["a"]}, {"type": "string", "examples": ["b"]}, NONE, NONE
        ),
    ),
)
