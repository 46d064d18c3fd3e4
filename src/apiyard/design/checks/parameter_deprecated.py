"""A parameter is deprecated."""

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
        yield from turns("parameter-deprecated", parameter_words(pair.old), pair, kinds=frozenset(("deprecated",)))


CHECK = Check(
    id="parameter-deprecated",
    area="parameter",
    what="A parameter is deprecated.",
    why="It still works, and users know that they should leave it; a sunset in the past leaves them no time.",
    find=_find,
    oasdiff=(
        "request-parameter-deprecated",
        "request-parameter-deprecated-sunset-missing",
        "request-parameter-sunset-date-too-small",
    ),
    examples=(
        Example(
            "deprecated",
            contract({"parameters": [query()]}),
            contract({"parameters": [query(deprecated=True)]}),
            always(SAFE),
            NOTHING,
        ),
    ),
)
