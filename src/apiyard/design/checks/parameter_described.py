"""Words about a parameter changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, contract, query
from apiyard.design.surface.named import parameter_words
from apiyard.design.surface.raw import described, spots
from apiyard.spec.operation import Parameter

_NAMES = ("description", "example", "examples")


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice other words."""
    if pair.old is not None and pair.new is not None:
        yield from described("parameter-described", parameter_words(pair.old), spots(pair), names=_NAMES)


CHECK = Check(
    id="parameter-described",
    area="parameter",
    what="What people read about a parameter changed.",
    why="Nothing that is sent changes.",
    find=_find,
    examples=(
        Example(
            "other words",
            contract({"parameters": [query()]}),
            contract({"parameters": [query(description="How many.")]}),
            NOTHING,
            NOTHING,
        ),
    ),
)
