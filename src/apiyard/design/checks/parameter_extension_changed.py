"""An extension of a parameter changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract, query
from apiyard.design.surface.named import parameter_words
from apiyard.design.surface.raw import extended, spots
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice other extensions."""
    if pair.old is not None and pair.new is not None:
        yield from extended("parameter-extension-changed", parameter_words(pair.old), spots(pair))


CHECK = Check(
    id="parameter-extension-changed",
    area="parameter",
    what="An extension (`x-...`) of a parameter came, went or changed.",
    why="Tools that know it may act on it; it says nothing about what is sent.",
    find=_find,
    examples=(
        Example(
            "another value",
            contract({"parameters": [query()]}),
            contract({"parameters": [query(**{"x-owner": "team"})]}),
            NOTHING,
            NOTHING,
        ),
    ),
)
