"""The format changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_symbols import type_symbols
from apiyard.design.diffing.noticing import NAMES, SAFE, keyword_edit
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``format``."""
    yield from keyword_edit(pair, "format-changed", "format", more=type_symbols(pair))


CHECK = Check(
    id="format-changed",
    area="schema",
    what="`format` is set, changed or gone.",
    why="Where formats are asserted, other values are refused or arrive; generated code may have another type.",
    find=_find,
    oasdiff=(),
    examples=(
        Example("set", {"type": "string"}, {"type": "string", "format": "date"}, NAMES, NAMES),
        Example("without a type of its own", {"type": "string"}, {"type": "string", "format": "hostname"}, SAFE, SAFE),
    ),
)
