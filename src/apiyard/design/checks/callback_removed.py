"""A callback is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract
from apiyard.design.surface.lives import gone


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice a callback that only the old contract has."""
    if pair.old is not None and pair.new is None:
        wishes = gone(pair, "response")
        yield Edit(
            "callback-removed", f"the callback {pair.name!r} is gone", pair.old_at, pair.new_at, pair.name, None, wishes
        )


CHECK = Check(
    id="callback-removed",
    area="callback",
    what="An operation no longer calls back.",
    why="Clients wait for a call that does not come.",
    find=_find,
    examples=(
        Example(
            "removed",
            contract(
                {
                    "callbacks": {
                        "shipped": {"{$request.query.url}": {"post": {"responses": {"204": {"description": "heard"}}}}}
                    }
                }
            ),
            contract(),
            NOTHING,
            always(BREAKING),
        ),
    ),
)
