"""A path is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, by, contract
from apiyard.design.surface.shadow import path_shadows

_ORDERS = contract()["paths"]
_OTHER = contract(path="/other")
_ANY = contract({"operationId": "getUser"}, path="/users/{name}")
_MINE = contract(path="/users/me")["paths"]


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice a path that only the new contract has."""
    if pair.old is None and pair.new is not None:
        wish = path_shadows(pair.name)
        yield Edit("path-added", f"{pair.name} is new", pair.old_at, pair.new_at, None, pair.name, (wish,))


CHECK = Check(
    id="path-added",
    area="path",
    what="A path is new.",
    why="Nobody calls it yet, unless calls of a path with variables now mean the new one.",
    find=_find,
    examples=(
        Example("added", _OTHER, {**_OTHER, "paths": {**_ORDERS, **_OTHER["paths"]}}, always(SAFE), NOTHING),
        Example(
            "that takes calls of another one",
            _ANY,
            {**_ANY, "paths": {**_MINE, **_ANY["paths"]}},
            by(wire=SAFE, strict=BREAKING, source=SAFE),
            NOTHING,
        ),
    ),
)
