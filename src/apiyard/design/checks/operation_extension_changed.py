"""An extension of an operation changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract
from apiyard.design.surface.raw import extended, spots
from apiyard.spec.operation import Operation


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice other extensions."""
    if pair.old is not None and pair.new is not None:
        yield from extended("operation-extension-changed", "the operation", spots(pair))


CHECK = Check(
    id="operation-extension-changed",
    area="operation",
    what="An extension (`x-...`) of an operation came, went or changed.",
    why="Tools that know it may act on it; it says nothing about what is sent.",
    find=_find,
    examples=(Example("another value", contract(), contract({"x-owner": "team"}), NOTHING, NOTHING),),
)
