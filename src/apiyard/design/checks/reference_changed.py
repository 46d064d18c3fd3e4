"""Another schema is meant."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_words import reference_edit
from apiyard.design.diffing.noticing import BREAKING, SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another reference."""
    yield from reference_edit(pair, "reference-changed")


CHECK = Check(
    id="reference-changed",
    area="schema",
    what="A reference means another component, or a schema is written where a reference was, or the other way.",
    why="What the other schema takes or sends may be less or more.",
    find=_find,
    oasdiff=(),
    examples=(
        Example("written out, and wider", {"$ref": "#/components/schemas/Text"}, {"type": "string"}, SAFE, BREAKING),
        Example(
            "another one",
            {"$ref": "#/components/schemas/Text"},
            {"$ref": "#/components/schemas/Number"},
            BREAKING,
            BREAKING,
        ),
    ),
)
