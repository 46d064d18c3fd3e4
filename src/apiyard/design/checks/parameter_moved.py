"""A parameter stands in another part of the request."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract, query
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.moves import moved, moved_away, promise_of
from apiyard.spec.operation import Operation

_FREE = "the parameter may be left out where it stands now"


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice parameters of the same name in another place."""
    if pair.old is None or pair.new is None:
        return
    direction = direction_of(pair)
    for old, new in moved(pair.old, pair.new):
        message = f"the parameter {old.name!r} moved from {old.location} to {new.location}"
        wish: Wish = Known(direction, Verdict.SAFE, _FREE)
        if new.required and direction == "request":
            wish = moved_away(direction, old, new)
        promise = promise_of(pair, old)
        yield Edit(
            "parameter-moved", message, old.pointer, new.pointer, old.location, new.location, (wish, *promise), old.name
        )


CHECK = Check(
    id="parameter-moved",
    area="operation",
    what="A parameter stands in another part of the request, such as a header instead of the query.",
    why="Requests written for the old place lack it where it is looked for now.",
    find=_find,
    examples=(
        Example(
            "required, from query to header",
            contract({"parameters": [query(required=True)]}),
            contract({"parameters": [query(required=True, **{"in": "header"})]}),
            always(BREAKING),
            NOTHING,
        ),
    ),
)
