"""The sunset of a header of a response came, went or moved."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, UNKNOWN, always, contract, reply
from apiyard.design.surface.lives import turns
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice what a header of a response says about its own future."""
    yield from turns(
        "header-sunset-changed", f"the header {pair.name!r}", pair, kinds=frozenset(("sunset", "stability"))
    )


CHECK = Check(
    id="header-sunset-changed",
    area="header",
    what="The sunset of a header of a response came, went or moved.",
    why="Users plan by it: it may move away, not come nearer or vanish.",
    find=_find,
    examples=(
        Example(
            "earlier",
            contract(reply(headers={"X-Total": {"deprecated": True, "x-sunset": "2027-06-30"}})),
            contract(reply(headers={"X-Total": {"deprecated": True, "x-sunset": "2027-01-31"}})),
            NOTHING,
            always(BREAKING),
        ),
        Example(
            "later",
            contract(reply(headers={"X-Total": {"deprecated": True, "x-sunset": "2027-01-31"}})),
            contract(reply(headers={"X-Total": {"deprecated": True, "x-sunset": "2027-06-30"}})),
            NOTHING,
            always(SAFE),
        ),
        Example(
            "taken away",
            contract(reply(headers={"X-Total": {"deprecated": True, "x-sunset": "2027-01-31"}})),
            contract(reply(headers={"X-Total": {"deprecated": True}})),
            NOTHING,
            always(BREAKING),
        ),
        Example(
            "unreadable",
            contract(reply(headers={"X-Total": {"deprecated": True, "x-sunset": "2027-01-31"}})),
            contract(reply(headers={"X-Total": {"deprecated": True, "x-sunset": "soon"}})),
            NOTHING,
            always(UNKNOWN),
        ),
    ),
)
