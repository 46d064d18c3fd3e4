"""An operation is no longer deprecated."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract
from apiyard.design.surface.lives import turns
from apiyard.spec.operation import Operation


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice what an operation says about its own future."""
    yield from turns("operation-reactivated", "the operation", pair, kinds=frozenset(("reactivated",)))


CHECK = Check(
    id="operation-reactivated",
    area="operation",
    what="An operation is no longer deprecated.",
    why="Users may stay.",
    find=_find,
    oasdiff=("endpoint-reactivated",),
    examples=(Example("may be used again", contract({"deprecated": True}), contract({}), always(SAFE), NOTHING),),
)
