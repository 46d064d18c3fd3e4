"""An extension of a media type changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, content, contract, reply
from apiyard.design.surface.raw import extended, spots
from apiyard.spec.operation import MediaType


def _find(pair: Pair[MediaType]) -> Iterator[Edit]:
    """Notice other extensions."""
    if pair.old is not None and pair.new is not None:
        yield from extended("media-type-extension-changed", f"the media type {pair.name}", spots(pair))


CHECK = Check(
    id="media-type-extension-changed",
    area="media-type",
    what="An extension (`x-...`) of a media type came, went or changed.",
    why="Tools that know it may act on it; it says nothing about what is sent.",
    find=_find,
    examples=(
        Example(
            "another value",
            contract(reply(**content())),
            contract(reply(**content(**{"x-owner": "team"}))),
            NOTHING,
            NOTHING,
        ),
    ),
)
