"""A status of the responses is gone."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, contract, reply
from apiyard.design.surface.statuses import status_gone
from apiyard.spec.operation import Response

_TWO = {
    "responses": {"200": {"description": "orders"}, "202": {"description": "later"}, "404": {"description": "none"}}
}


def _find(pair: Pair[Response]) -> Iterator[Edit]:
    """Notice a status that only the old contract names."""
    if pair.old is not None and pair.new is None:
        message = f"the response {pair.name} is gone"
        yield Edit("response-removed", message, pair.old_at, pair.new_at, pair.name, None, status_gone(pair))


CHECK = Check(
    id="response-removed",
    area="response",
    what="A response is no longer declared for a status.",
    why="Clients wait for a success that does not come any more.",
    find=_find,
    oasdiff=("response-success-status-removed", "response-non-success-status-removed"),
    examples=(
        Example("a success", contract(_TWO), contract(), NOTHING, always(BREAKING)),
        Example(
            "an error",
            contract({"responses": {"200": {"description": "orders"}, "404": {"description": "orders"}}}),
            contract(),
            NOTHING,
            always(SAFE),
        ),
        Example("a status that a range covers", contract(), contract(reply("2XX")), NOTHING, always(SAFE)),
    ),
)
