"""The sunset of an operation came, went or moved."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, UNKNOWN, always, contract
from apiyard.design.surface.lives import turns
from apiyard.spec.operation import Operation


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice what an operation says about its own future."""
    yield from turns("operation-sunset-changed", "the operation", pair, kinds=frozenset(("sunset",)))


CHECK = Check(
    id="operation-sunset-changed",
    area="operation",
    what="The sunset of an operation came, went or moved.",
    why="Users plan by it: it may move away, not come nearer or vanish.",
    find=_find,
    oasdiff=("sunset-deleted", "api-sunset-date-changed-too-small", "api-path-sunset-parse"),
    examples=(
        Example(
            "earlier",
            contract({"deprecated": True, "x-sunset": "2027-06-30"}),
            contract({"deprecated": True, "x-sunset": "2027-01-31"}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "later",
            contract({"deprecated": True, "x-sunset": "2027-01-31"}),
            contract({"deprecated": True, "x-sunset": "2027-06-30"}),
            always(SAFE),
            NOTHING,
        ),
        Example(
            "taken away",
            contract({"deprecated": True, "x-sunset": "2027-01-31"}),
            contract({"deprecated": True}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "unreadable",
            contract({"deprecated": True, "x-sunset": "2027-01-31"}),
            contract({"deprecated": True, "x-sunset": "soon"}),
            always(UNKNOWN),
            NOTHING,
        ),
    ),
)
