"""An extension of a header of a response changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract, reply
from apiyard.design.surface.raw import extended, spots
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice other extensions."""
    if pair.old is not None and pair.new is not None:
        yield from extended("header-extension-changed", f"the header {pair.name!r}", spots(pair))


CHECK = Check(
    id="header-extension-changed",
    area="header",
    what="An extension (`x-...`) of a header of a response came, went or changed.",
    why="Tools that know it may act on it; it says nothing about what is sent.",
    find=_find,
    examples=(
        Example(
            "another value",
            contract(reply(headers={"X-Total": {"schema": {"type": "integer"}}})),
            contract(reply(headers={"X-Total": {"schema": {"type": "integer"}, "x-owner": "team"}})),
            NOTHING,
            NOTHING,
        ),
    ),
)
