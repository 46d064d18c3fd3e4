"""A link of a response changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract, reply
from apiyard.design.surface.lives import direction_of


def _find(pair: Pair[Mapping[str, Json]]) -> Iterator[Edit]:
    """Notice a link that changed."""
    if pair.old is not None and pair.new is not None and pair.old != pair.new:
        wish = Known(direction_of(pair), Verdict.SAFE, "a link is not sent: it says how to use what is")
        message = f"the link {pair.name!r} changed"
        yield Edit("link-changed", message, pair.old_at, pair.new_at, pair.old, pair.new, (wish,))


CHECK = Check(
    id="link-changed",
    area="link",
    what="A link of a response changed.",
    why="A link only says how to go on with what a response holds; what it holds is compared itself.",
    find=_find,
    examples=(
        Example(
            "changed",
            contract(reply(links={"next": {"operationId": "listOrders"}})),
            contract(reply(links={"next": {"operationId": "listOrders", "parameters": {"limit": 10}}})),
            NOTHING,
            always(SAFE),
        ),
    ),
)
