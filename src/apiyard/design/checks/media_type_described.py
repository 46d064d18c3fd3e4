"""Words about a media type changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, content, contract, reply
from apiyard.design.surface.raw import described, spots
from apiyard.spec.operation import MediaType

_NAMES = ("example", "examples")


def _find(pair: Pair[MediaType]) -> Iterator[Edit]:
    """Notice other words."""
    if pair.old is not None and pair.new is not None:
        yield from described("media-type-described", f"the media type {pair.name}", spots(pair), names=_NAMES)


CHECK = Check(
    id="media-type-described",
    area="media-type",
    what="What people read about a media type changed.",
    why="Nothing that is sent changes.",
    find=_find,
    examples=(
        Example("other words", contract(reply(**content())), contract(reply(**content(example={}))), NOTHING, NOTHING),
    ),
)
