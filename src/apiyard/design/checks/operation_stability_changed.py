"""The stability level of an operation changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, contract
from apiyard.design.surface.lives import turns
from apiyard.spec.operation import Operation


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice what an operation says about its own future."""
    yield from turns("operation-stability-changed", "the operation", pair, kinds=frozenset(("stability",)))


CHECK = Check(
    id="operation-stability-changed",
    area="operation",
    what="The stability level of an operation changed.",
    why="Less stability than was promised takes a promise back.",
    find=_find,
    oasdiff=("api-stability-decreased", "api-stability-increased", "api-invalid-stability-level"),
    examples=(
        Example(
            "lowered",
            contract({"x-stability-level": "stable"}),
            contract({"x-stability-level": "beta"}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "raised",
            contract({"x-stability-level": "beta"}),
            contract({"x-stability-level": "stable"}),
            always(SAFE),
            NOTHING,
        ),
    ),
)
