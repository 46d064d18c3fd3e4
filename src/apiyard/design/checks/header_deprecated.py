"""A header of a response is deprecated."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract, reply
from apiyard.design.surface.lives import turns
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice what a header of a response says about its own future."""
    yield from turns(
        "header-deprecated", f"the header {pair.name!r}", pair, kinds=frozenset(("deprecated", "reactivated"))
    )


CHECK = Check(
    id="header-deprecated",
    area="header",
    what="A header of a response is deprecated.",
    why="It still works, and users know that they should leave it; a sunset in the past leaves them no time.",
    find=_find,
    examples=(
        Example(
            "deprecated",
            contract(reply(headers={"X-Total": {}})),
            contract(reply(headers={"X-Total": {"deprecated": True}})),
            NOTHING,
            always(SAFE),
        ),
    ),
)
