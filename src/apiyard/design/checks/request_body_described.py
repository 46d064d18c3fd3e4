"""Words about a body changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, content, contract
from apiyard.design.surface.raw import described, spots
from apiyard.spec.operation import Body

_NAMES = ("description",)


def _find(pair: Pair[Body]) -> Iterator[Edit]:
    """Notice other words."""
    if pair.old is not None and pair.new is not None:
        yield from described("request-body-described", "the body", spots(pair), names=_NAMES)


CHECK = Check(
    id="request-body-described",
    area="body",
    what="What people read about a body changed.",
    why="Nothing that is sent changes.",
    find=_find,
    examples=(
        Example(
            "other words",
            contract({"method": "post", "requestBody": content()}),
            contract({"method": "post", "requestBody": {"description": "An order.", **content()}}),
            NOTHING,
            NOTHING,
        ),
    ),
)
