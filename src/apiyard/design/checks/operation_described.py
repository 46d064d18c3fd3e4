"""Words about an operation changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract
from apiyard.design.surface.raw import described, spots
from apiyard.spec.operation import Operation

_NAMES = ("summary", "description", "externalDocs")


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice other words."""
    if pair.old is not None and pair.new is not None:
        yield from described("operation-described", "the operation", spots(pair), names=_NAMES)


CHECK = Check(
    id="operation-described",
    area="operation",
    what="What people read about an operation changed.",
    why="Nothing that is sent changes.",
    find=_find,
    examples=(Example("other words", contract(), contract({"summary": "All orders"}), NOTHING, NOTHING),),
)
