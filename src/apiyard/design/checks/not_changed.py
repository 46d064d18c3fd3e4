"""What a value must not be changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.noticing import BREAKING, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``not``."""
    yield from keyword_edit(pair, "not-changed", "not")


CHECK = Check(
    id="not-changed",
    area="schema",
    what="`not` is set, changed or gone.",
    why="Values that are now ruled out are refused, or values that were ruled out arrive.",
    find=_find,
    oasdiff=(),
    examples=(
        Example("set", {"type": "string"}, {"type": "string", "not": {"const": "a"}}, BREAKING, SAFE),
        Example("no longer set", {"type": "string", "not": {"const": "a"}}, {"type": "string"}, SAFE, BREAKING),
        Example(
            "rules out less",
            {"type": "string", "not": {"enum": ["a", "b"]}},
            {"type": "string", "not": {"enum": ["a"]}},
            SAFE,
            BREAKING,
        ),
    ),
)
