"""Words about a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import NONE, words_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice other words."""
    yield from words_edit(pair, "schema-words-changed", ("title", "description", "externalDocs", "$comment"))


CHECK = Check(
    id="schema-words-changed",
    area="schema",
    what="`title`, `description` or `externalDocs` is another one.",
    why="People read it.",
    find=_find,
    oasdiff=(),
    examples=(
        Example(
            "another description",
            {"type": "string", "description": "One."},
            {"type": "string", "description": "Two."},
            NONE,
            NONE,
        ),
    ),
)
