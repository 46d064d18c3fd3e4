"""An extension of a response changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract, reply
from apiyard.design.surface.raw import extended, spots
from apiyard.spec.operation import Response


def _find(pair: Pair[Response]) -> Iterator[Edit]:
    """Notice other extensions."""
    if pair.old is not None and pair.new is not None:
        yield from extended("response-extension-changed", f"the response {pair.name}", spots(pair))


CHECK = Check(
    id="response-extension-changed",
    area="response",
    what="An extension (`x-...`) of a response came, went or changed.",
    why="Tools that know it may act on it; it says nothing about what is sent.",
    find=_find,
    examples=(Example("another value", contract(), contract(reply(**{"x-owner": "team"})), NOTHING, NOTHING),),
)
