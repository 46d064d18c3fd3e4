"""An extension of a schema changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_words import extension_edits
from apiyard.design.diffing.noticing import NONE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice other extensions and keywords that nothing knows."""
    yield from extension_edits(pair, "schema-extension-changed")


CHECK = Check(
    id="schema-extension-changed",
    area="schema",
    what="A keyword of a schema that starts with `x-` is another one.",
    why="Tools that know it may act on it; it says nothing about values.",
    find=_find,
    oasdiff=(),
    examples=(Example("set", {"type": "string"}, {"type": "string", "x-owner": "team"}, NONE, NONE),),
)
