"""Words about the API changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract
from apiyard.design.surface.raw import described, spots
from apiyard.spec.contract import Contract

_NAMES = ("title", "summary", "description", "termsOfService", "contact", "license")


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice other words."""
    if pair.old is not None and pair.new is not None:
        yield from described("document-described", "the API", spots(pair, "info"), names=_NAMES)


CHECK = Check(
    id="document-described",
    area="document",
    what="What people read about the API changed.",
    why="Nothing that is sent changes.",
    find=_find,
    examples=(
        Example(
            "other words",
            contract(),
            {**contract(), "info": {"title": "orders", "version": "1.0.0", "description": "All orders."}},
            NOTHING,
            NOTHING,
        ),
    ),
)
