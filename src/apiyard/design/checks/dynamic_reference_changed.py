"""A dynamic reference, an anchor or an identifier changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_words import anchors_edit
from apiyard.design.diffing.noticing import NONE, words_turned
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice other identifiers."""
    words = ("$dynamicRef", "$dynamicAnchor", "$anchor", "$id", "$schema", "$vocabulary")
    yield from words_turned(pair, "dynamic-reference-changed", words)
    yield from anchors_edit(pair, "dynamic-reference-changed")


CHECK = Check(
    id="dynamic-reference-changed",
    area="schema",
    what="`$dynamicRef`, `$dynamicAnchor`, `$anchor`, `$id`, `$schema` or `$vocabulary` is another one.",
    why="What references mean hangs on it.",
    find=_find,
    oasdiff=(),
    examples=(
        Example("another schema dialect", {"type": "string"}, {"type": "string", "$comment": "None."}, NONE, NONE),
    ),
)
