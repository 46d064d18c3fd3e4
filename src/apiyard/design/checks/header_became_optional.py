"""A header of a response may be missing now."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract, reply
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.presence import needs, without_header
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice another need of a header."""
    old, new = pair.old, pair.new
    if old is None or new is None or old.required is new.required or new.required is not False:
        return
    direction = direction_of(pair)
    wish = needs(
        direction,
        old=old.required,
        new=new.required,
        without=lambda: without_header(direction, old),
        free="it may be missing",
    )
    message = f"the header {pair.name!r} may be missing now"
    yield Edit("header-became-optional", message, pair.old_at, pair.new_at, old.required, new.required, (wish,))


CHECK = Check(
    id="header-became-optional",
    area="header",
    what="A header of a response may be missing now.",
    why="Clients that rely on it find nothing.",
    find=_find,
    oasdiff=("response-header-became-optional",),
    examples=(
        Example(
            "in a response",
            contract(reply(headers={"X-Total": {"schema": {"type": "integer"}, "required": True}})),
            contract(reply(headers={"X-Total": {"schema": {"type": "integer"}}})),
            NOTHING,
            always(BREAKING),
        ),
    ),
)
