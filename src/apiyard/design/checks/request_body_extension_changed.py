"""An extension of a body changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, content, contract
from apiyard.design.surface.raw import extended, spots
from apiyard.spec.operation import Body


def _find(pair: Pair[Body]) -> Iterator[Edit]:
    """Notice other extensions."""
    if pair.old is not None and pair.new is not None:
        yield from extended("request-body-extension-changed", "the body", spots(pair))


CHECK = Check(
    id="request-body-extension-changed",
    area="body",
    what="An extension (`x-...`) of a body came, went or changed.",
    why="Tools that know it may act on it; it says nothing about what is sent.",
    find=_find,
    examples=(
        Example(
            "another value",
            contract({"method": "post", "requestBody": content()}),
            contract({"method": "post", "requestBody": {"x-owner": "team", **content()}}),
            NOTHING,
            NOTHING,
        ),
    ),
)
