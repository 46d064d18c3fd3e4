"""A link of a response is new."""

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
    """Notice a link that is new."""
    if pair.old is None and pair.new is not None:
        wish = Known(direction_of(pair), Verdict.SAFE, "a link is not sent: it says how to use what is")
        message = f"the link {pair.name!r} is new"
        yield Edit("link-added", message, pair.old_at, pair.new_at, None, pair.name, (wish,))


CHECK = Check(
    id="link-added",
    area="link",
    what="A link of a response is new.",
    why="A link only says how to go on with what a response holds; what it holds is compared itself.",
    find=_find,
    examples=(
        Example(
            "added", contract(), contract(reply(links={"next": {"operationId": "listOrders"}})), NOTHING, always(SAFE)
        ),
    ),
)
