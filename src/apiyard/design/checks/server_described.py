"""Words about servers changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Words
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.addresses import reachable
from apiyard.design.surface.example import NOTHING, contract
from apiyard.spec.contract import Contract


def _find(pair: Pair[Contract]) -> Iterator[Edit]:
    """Notice other words, or another order."""
    before, after = (each.tree.get("servers") for each in (pair.contracts.old, pair.contracts.new))
    same = {each.url for each in reachable(pair.contracts.old)} == {each.url for each in reachable(pair.contracts.new)}
    if before != after and same:
        message = "the words about the servers changed, or their order"
        yield Edit("server-described", message, "/servers", "/servers", before, after, (Words(),))


CHECK = Check(
    id="server-described",
    area="document",
    what="What people read about servers changed, or their order.",
    why="Nothing that is sent changes.",
    find=_find,
    examples=(
        Example(
            "other words",
            contract(servers=[{"url": "/"}]),
            contract(servers=[{"url": "/", "description": "The only one."}]),
            NOTHING,
            NOTHING,
        ),
    ),
)
