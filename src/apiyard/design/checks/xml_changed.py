"""How a schema is written in XML changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_words import xml_edit
from apiyard.design.diffing.noticing import SAFE
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice another ``xml``."""
    yield from xml_edit(pair, "xml-changed")


CHECK = Check(
    id="xml-changed",
    area="schema",
    what="`xml` is another one.",
    why="Names, attributes or wrapping in XML change; what JSON carries does not.",
    find=_find,
    oasdiff=(),
    examples=(
        Example(
            "another name",
            {"type": "string", "xml": {"name": "a"}},
            {"type": "string", "xml": {"name": "b"}},
            SAFE,
            SAFE,
        ),
    ),
)
