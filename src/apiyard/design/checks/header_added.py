"""A header of a response is new."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract, reply
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.presence import needs, without_header
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice a header that only the new contract has."""
    new = pair.new
    if new is None or pair.old is not None:
        return
    direction = direction_of(pair)
    wish: Wish = Known(direction, Verdict.SAFE, "headers that are not known are ignored (RFC 9110, section 5.1)")
    if direction == "request":
        wish = needs(
            direction,
            old=False,
            new=new.required,
            without=lambda: without_header(direction, new),
            free="it may be missing",
        )
    yield Edit("header-added", f"the header {pair.name!r} is new", pair.old_at, pair.new_at, None, pair.name, (wish,))


CHECK = Check(
    id="header-added",
    area="header",
    what="A header of a response is new.",
    why="Clients ignore headers that they do not know.",
    find=_find,
    oasdiff=("response-header-added",),
    examples=(
        Example(
            "added",
            contract(),
            contract(reply(headers={"X-Total": {"schema": {"type": "integer"}}})),
            NOTHING,
            always(SAFE),
        ),
    ),
)
