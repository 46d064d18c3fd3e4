"""A callback goes to another address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.promises.life import life_at
from apiyard.design.promises.removal import removal_wishes
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract
from apiyard.spec.pointer import join

_HEARD = {"post": {"responses": {"204": {"description": "heard"}}}}


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice addresses that only the old contract has."""
    if pair.old is None or pair.new is None:
        return
    gone = [each for each in pair.old if each not in pair.new and not each.startswith("x-")]
    come = [each for each in pair.new if each not in pair.old and not each.startswith("x-")]
    for each in gone:
        life = life_at(pair.contracts.old.tree, join(pair.old_at, each))
        wishes = tuple(removal_wishes("response", life, pair.contracts.options.today))
        after = ", ".join(come) or None
        message = f"the callback {pair.name!r} no longer goes to {each}"
        yield Edit("callback-moved", message, join(pair.old_at, each), pair.new_at, each, after, wishes, each)


CHECK = Check(
    id="callback-moved",
    area="callback",
    what="The expression that gives the address of a callback changed.",
    why="Clients wait where no call comes.",
    find=_find,
    examples=(
        Example(
            "to an address from elsewhere",
            contract({"callbacks": {"shipped": {"{$request.query.url}": _HEARD}}}),
            contract({"callbacks": {"shipped": {"{$request.header.url}": _HEARD}}}),
            NOTHING,
            always(BREAKING),
        ),
    ),
)
