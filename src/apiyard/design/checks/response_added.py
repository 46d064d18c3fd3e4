"""A status of the responses is new."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, by, contract, reply
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.statuses import status_new
from apiyard.spec.operation import Response


def _unasked() -> Wish:
    return Known("request", Verdict.SAFE, "nobody answers with it yet")


def _find(pair: Pair[Response]) -> Iterator[Edit]:
    """Notice a status that only the new contract names."""
    if pair.old is None and pair.new is not None:
        wish = status_new(pair) if direction_of(pair) == "response" else _unasked()
        message = f"the response {pair.name} is new"
        yield Edit("response-added", message, pair.old_at, pair.new_at, None, pair.name, (wish,))


CHECK = Check(
    id="response-added",
    area="response",
    what="A response is declared for another status.",
    why="Clients take it by its class; strict ones do not know what to do with it.",
    find=_find,
    oasdiff=("response-success-status-added", "response-non-success-status-added"),
    examples=(
        Example(
            "another success",
            contract(),
            contract({"responses": {"200": {"description": "orders"}, "202": {"description": "orders"}}}),
            NOTHING,
            by(wire=SAFE, strict=BREAKING, source=SAFE),
        ),
        Example(
            "an error",
            contract(),
            contract({"responses": {"200": {"description": "orders"}, "404": {"description": "orders"}}}),
            NOTHING,
            by(wire=SAFE, strict=BREAKING, source=SAFE),
        ),
        Example(
            "a redirection, when there were only successes",
            contract(),
            contract({"responses": {"200": {"description": "orders"}, "303": {"description": "orders"}}}),
            NOTHING,
            always(BREAKING),
        ),
        Example(
            "a range for one status",
            contract(),
            contract(reply("2XX")),
            NOTHING,
            by(wire=SAFE, strict=BREAKING, source=SAFE),
        ),
        Example(
            "a success that a range covers",
            contract(reply("2XX")),
            contract({"responses": {"2XX": {"description": "orders"}, "202": {"description": "orders"}}}),
            NOTHING,
            always(SAFE),
        ),
    ),
)
