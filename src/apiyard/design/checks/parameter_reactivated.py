"""A parameter is no longer deprecated."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract, query
from apiyard.design.surface.lives import turns
from apiyard.design.surface.named import parameter_words
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice what a parameter says about its own future."""
    if pair.old is not None:
        yield from turns("parameter-reactivated", parameter_words(pair.old), pair, kinds=frozenset(("reactivated",)))


CHECK = Check(
    id="parameter-reactivated",
    area="parameter",
    what="A parameter is no longer deprecated.",
    why="Users may stay.",
    find=_find,
    oasdiff=("request-parameter-reactivated",),
    examples=(
        Example(
            "may be used again",
            contract({"parameters": [query(deprecated=True)]}),
            contract({"parameters": [query()]}),
            always(SAFE),
            NOTHING,
        ),
    ),
)
