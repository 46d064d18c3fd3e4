"""The stability level of a parameter changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, contract, query
from apiyard.design.surface.lives import turns
from apiyard.design.surface.named import parameter_words
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice what a parameter says about its own future."""
    if pair.old is not None:
        yield from turns(
            "parameter-stability-changed", parameter_words(pair.old), pair, kinds=frozenset(("stability",))
        )


CHECK = Check(
    id="parameter-stability-changed",
    area="parameter",
    what="The stability level of a parameter changed.",
    why="Less stability than was promised takes a promise back.",
    find=_find,
    examples=(
        Example(
            "lowered",
            contract({"parameters": [query(**{"x-stability-level": "stable"})]}),
            contract({"parameters": [query(**{"x-stability-level": "beta"})]}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "raised",
            contract({"parameters": [query(**{"x-stability-level": "beta"})]}),
            contract({"parameters": [query(**{"x-stability-level": "stable"})]}),
            always(SAFE),
            NOTHING,
        ),
    ),
)
