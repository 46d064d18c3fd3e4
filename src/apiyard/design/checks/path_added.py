"""A path is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract

_ORDERS = contract()["paths"]
_OTHER = contract(path="/other")


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice a path that only the new contract has."""
    if pair.old is None and pair.new is not None:
        wish = Known("request", Verdict.SAFE, "the old contract has no calls of it")
        yield Edit("path-added", f"{pair.name} is new", pair.old_at, pair.new_at, None, pair.name, (wish,))


CHECK = Check(
    id="path-added",
    area="path",
    what="A path is new.",
    why="Nobody calls it yet.",
    find=_find,
    examples=(Example("added", _OTHER, {**_OTHER, "paths": {**_ORDERS, **_OTHER["paths"]}}, always(SAFE), NOTHING),),
)
