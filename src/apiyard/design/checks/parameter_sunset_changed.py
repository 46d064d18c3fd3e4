"""The sunset of a parameter came, went or moved."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, UNKNOWN, always, contract, query
from apiyard.design.surface.lives import turns
from apiyard.design.surface.named import parameter_words
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice what a parameter says about its own future."""
    if pair.old is not None:
        yield from turns("parameter-sunset-changed", parameter_words(pair.old), pair, kinds=frozenset(("sunset",)))


CHECK = Check(
    id="parameter-sunset-changed",
    area="parameter",
    what="The sunset of a parameter came, went or moved.",
    why="Users plan by it: it may move away, not come nearer or vanish.",
    find=_find,
    oasdiff=(
        "request-parameter-sunset-deleted",
        "request-parameter-sunset-date-changed-too-small",
        "request-parameter-sunset-parse",
    ),
    examples=(
        Example(
            "earlier",
            contract({"parameters": [query(**{"deprecated": True, "x-sunset": "2027-06-30"})]}),
            contract({"parameters": [query(**{"deprecated": True, "x-sunset": "2027-01-31"})]}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "later",
            contract({"parameters": [query(**{"deprecated": True, "x-sunset": "2027-01-31"})]}),
            contract({"parameters": [query(**{"deprecated": True, "x-sunset": "2027-06-30"})]}),
            always(SAFE),
            NOTHING,
        ),
        Example(
            "taken away",
            contract({"parameters": [query(**{"deprecated": True, "x-sunset": "2027-01-31"})]}),
            contract({"parameters": [query(deprecated=True)]}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "unreadable",
            contract({"parameters": [query(**{"deprecated": True, "x-sunset": "2027-01-31"})]}),
            contract({"parameters": [query(**{"deprecated": True, "x-sunset": "soon"})]}),
            always(UNKNOWN),
            NOTHING,
        ),
    ),
)
