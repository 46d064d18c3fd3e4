"""An operation is deprecated."""

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
    yield from turns("operation-deprecated", "the operation", pair, kinds=frozenset(("deprecated",)))


CHECK = Check(
    id="operation-deprecated",
    area="operation",
    what="An operation is deprecated.",
    why="It still works, and users know that they should leave it; a sunset in the past leaves them no time.",
    find=_find,
    oasdiff=(
        "endpoint-deprecated",
        "endpoint-deprecated-with-sunset",
        "api-deprecated-sunset-parse",
        "api-deprecated-sunset-missing",
        "api-sunset-date-too-small",
    ),
    examples=(Example("deprecated", contract({}), contract({"deprecated": True}), always(SAFE), NOTHING),),
)
