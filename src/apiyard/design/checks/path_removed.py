"""A path is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.promises.life import life_at
from apiyard.design.promises.removal import removal, removal_wishes
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, contract
from apiyard.design.surface.operations import operations_at
from apiyard.design.surface.vanish import operation_gone

_ORDERS = contract()["paths"]
_OTHER = contract(path="/other")
_BOTH = {**_OTHER, "paths": {**_ORDERS, **_OTHER["paths"]}}
_SUNSET = contract({"deprecated": True, "x-sunset": "2026-01-31"})["paths"]


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice a path that only the old contract has."""
    if pair.old is None or pair.new is not None:
        return
    today = pair.contracts.options.today
    around = life_at(pair.contracts.old.tree, pair.old_at)
    wishes: list[Wish] = []
    for each in operations_at(pair.contracts, pair.name):
        life = life_at(pair.contracts.old.tree, each.pointer, around=around)
        over = removal(life, today) is None and (life.level.may_vanish or bool(life.sunset_text))
        wishes.extend(() if over else (operation_gone(each),))
        wishes.extend(removal_wishes("request", life, today))
    yield Edit("path-removed", f"{pair.name} is gone", pair.old_at, pair.new_at, pair.name, None, tuple(wishes))


CHECK = Check(
    id="path-removed",
    area="path",
    what="A path is gone with all its methods.",
    why="Who calls it gets 404.",
    find=_find,
    oasdiff=(
        "api-path-removed-without-deprecation",
        "api-path-removed-with-deprecation",
        "api-path-removed-before-sunset",
    ),
    examples=(
        Example("removed", _BOTH, _OTHER, always(BREAKING), NOTHING),
        Example(
            "removed after its sunset",
            {**_BOTH, "paths": {**_SUNSET, **_OTHER["paths"]}},
            _OTHER,
            always(SAFE),
            NOTHING,
        ),
    ),
)
