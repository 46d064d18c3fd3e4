"""Words about a header of a response changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract, reply
from apiyard.design.surface.raw import described, spots
from apiyard.spec.operation import Parameter

_NAMES = ("description", "example", "examples")


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice other words."""
    if pair.old is not None and pair.new is not None:
        yield from described("header-described", f"the header {pair.name!r}", spots(pair), names=_NAMES)


CHECK = Check(
    id="header-described",
    area="header",
    what="What people read about a header of a response changed.",
    why="Nothing that is sent changes.",
    find=_find,
    examples=(
        Example(
            "other words",
            contract(reply(headers={"X-Total": {"schema": {"type": "integer"}}})),
            contract(reply(headers={"X-Total": {"schema": {"type": "integer"}, "description": "All."}})),
            NOTHING,
            NOTHING,
        ),
    ),
)
