"""An extension of a path changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract
from apiyard.design.surface.raw import extended, spots


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice other extensions."""
    if pair.old is not None and pair.new is not None:
        yield from extended("path-extension-changed", f"the path {pair.name}", spots(pair))


CHECK = Check(
    id="path-extension-changed",
    area="path",
    what="An extension (`x-...`) of a path came, went or changed.",
    why="Tools that know it may act on it; it says nothing about what is sent.",
    find=_find,
    examples=(
        Example(
            "another value",
            contract(),
            {**contract(), "paths": {"/orders": {**contract()["paths"]["/orders"], "x-owner": "team"}}},
            NOTHING,
            NOTHING,
        ),
    ),
)
