"""Words about a response changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract
from apiyard.design.surface.raw import described, spots
from apiyard.spec.operation import Response

_NAMES = ("summary", "description")


def _find(pair: Pair[Response]) -> Iterator[Edit]:
    """Notice other words."""
    if pair.old is not None and pair.new is not None:
        yield from described("response-described", f"the response {pair.name}", spots(pair), names=_NAMES)


CHECK = Check(
    id="response-described",
    area="response",
    what="What people read about a response changed.",
    why="Nothing that is sent changes.",
    find=_find,
    examples=(
        Example(
            "other words",
            contract(),
            contract({"responses": {"200": {"description": "All orders."}}}),
            NOTHING,
            NOTHING,
        ),
    ),
)
