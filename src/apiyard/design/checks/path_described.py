"""Words about a path changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract
from apiyard.design.surface.raw import described, spots

_NAMES = ("summary", "description")


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice other words."""
    if pair.old is not None and pair.new is not None:
        yield from described("path-described", f"the path {pair.name}", spots(pair), names=_NAMES)


CHECK = Check(
    id="path-described",
    area="path",
    what="What people read about a path changed.",
    why="Nothing that is sent changes.",
    find=_find,
    examples=(
        Example(
            "other words",
            contract(),
            {**contract(), "paths": {"/orders": {**contract()["paths"]["/orders"], "summary": "Orders"}}},
            NOTHING,
            NOTHING,
        ),
    ),
)
