"""Words about the document changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract
from apiyard.design.surface.raw import described, spots
from apiyard.spec.contract import Contract

_NAMES = ("tags", "externalDocs")


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice other words."""
    if pair.old is not None and pair.new is not None:
        yield from described("document-tag-described", "the document", spots(pair), names=_NAMES)


CHECK = Check(
    id="document-tag-described",
    area="document",
    what="What people read about the document changed.",
    why="Nothing that is sent changes.",
    find=_find,
    examples=(Example("other words", contract(), contract(tags=[{"name": "orders"}]), NOTHING, NOTHING),),
)
