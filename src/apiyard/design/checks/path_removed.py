"""A path is gone, or a webhook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.cause import Direction
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.promises.life import Life, life_at
from apiyard.design.promises.removal import removal, removal_wishes
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract
from apiyard.design.surface.operations import operations_at
from apiyard.design.surface.vanish import operation_gone


def _own(pair: Pair[Mapping[str, Json]]) -> Life:
    return life_at(pair.contracts.old.tree, pair.old_at)


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice a path that only the old contract has."""
    if pair.old is None or pair.new is not None:
        return
    called = operations_at(pair.contracts, pair.name) if pair.old_at.startswith("/paths/") else ()
    lives = [life_at(pair.contracts.old.tree, each.pointer, around=_own(pair)) for each in called] or [_own(pair)]
    wishes: list[Wish] = []
    for index, life in enumerate(lives):
        direction: Direction = "request" if called else "response"
        ends = removal(life, pair.contracts.options.today) is None
        if called and not (ends and (life.level.may_vanish or life.sunset_text)):
            wishes.append(operation_gone(called[index]))
        wishes.extend(removal_wishes(direction, life, pair.contracts.options.today))
    yield Edit("path-removed", f"{pair.name} is gone", pair.old_at, pair.new_at, pair.name, None, tuple(wishes))


CHECK = Check(
    id="path-removed",
    area="path",
    what="A path is gone with all its methods, or a webhook.",
    why="Who calls it gets 404; who waits for a webhook waits in vain.",
    find=_find,
    oasdiff=(
        "api-path-removed-without-deprecation",
        "api-path-removed-with-deprecation",
        "api-path-removed-before-sunset",
    ),
    examples=(
        Example(
            "removed",
            {**contract(), "paths": {**contract()["paths"], **contract(path="/other")["paths"]}},
            contract(path="/other"),
            always(BREAKING),
            NOTHING,
        ),
    ),
)
