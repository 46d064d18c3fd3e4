"""A callback is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice a callback that only the new contract has."""
    if pair.old is None and pair.new is not None:
        wish = Known("response", Verdict.SAFE, "only who gives an address for it is called")
        yield Edit(
            "callback-added", f"the callback {pair.name!r} is new", pair.old_at, pair.new_at, None, pair.name, (wish,)
        )


CHECK = Check(
    id="callback-added",
    area="callback",
    what="An operation calls back.",
    why="Who gives no address for it is not called.",
    find=_find,
    examples=(
        Example(
            "added",
            contract(),
            contract(
                {
                    "callbacks": {
                        "shipped": {"{$request.query.url}": {"post": {"responses": {"204": {"description": "heard"}}}}}
                    }
                }
            ),
            NOTHING,
            always(SAFE),
        ),
    ),
)
