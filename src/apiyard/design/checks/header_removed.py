"""A header of a response is gone."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, contract, reply
from apiyard.design.surface.lives import direction_of, ended
from apiyard.design.surface.presence import needs, without_header
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice a header that only the old contract has."""
    old = pair.old
    if old is None or pair.new is not None:
        return
    direction = direction_of(pair)
    wish: Wish = Known(direction, Verdict.SAFE, "what is no longer sent needs no reader")
    if direction == "response":
        wish = needs(
            direction,
            old=old.required,
            new=False,
            without=lambda: without_header(direction, old),
            free="it could be missing",
        )
    wishes = ended(pair, wish)
    yield Edit("header-removed", f"the header {pair.name!r} is gone", pair.old_at, pair.new_at, pair.name, None, wishes)


CHECK = Check(
    id="header-removed",
    area="header",
    what="A header of a response is gone.",
    why="Clients that read it find nothing.",
    find=_find,
    oasdiff=("required-response-header-removed", "optional-response-header-removed"),
    examples=(
        Example(
            "that was always there",
            contract(reply(headers={"X-Total": {"schema": {"type": "integer"}, "required": True}})),
            contract(),
            NOTHING,
            always(BREAKING),
        ),
        Example(
            "that could be missing",
            contract(reply(headers={"X-Total": {"schema": {"type": "integer"}}})),
            contract(),
            NOTHING,
            always(BREAKING),
        ),
        Example(
            "that could be missing and was deprecated",
            contract(reply(headers={"X-Total": {"schema": {"type": "integer"}, "deprecated": True}})),
            contract(),
            NOTHING,
            always(SAFE),
        ),
    ),
)
