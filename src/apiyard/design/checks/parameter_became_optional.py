"""A parameter need no longer be there."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract, query
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.named import parameter_words
from apiyard.design.surface.presence import needs, without_parameter
from apiyard.spec.operation import Parameter


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice another need of a parameter."""
    old, new = pair.old, pair.new
    if old is None or new is None or old.required is new.required or new.required is not False:
        return
    direction = direction_of(pair)
    missing = new if direction == "request" else old
    wish = needs(
        direction,
        old=old.required,
        new=new.required,
        without=lambda: without_parameter(direction, missing),
        free="it may be left out",
    )
    message = f"{parameter_words(old)} need no longer be there"
    wishes: tuple[Wish, ...] = (wish,)
    yield Edit("parameter-became-optional", message, pair.old_at, pair.new_at, old.required, new.required, wishes)


CHECK = Check(
    id="parameter-became-optional",
    area="parameter",
    what="A parameter need no longer be there.",
    why="Requests may leave it out; who reads them must expect that.",
    find=_find,
    oasdiff=("request-parameter-became-optional",),
    examples=(
        Example(
            "in the query",
            contract({"parameters": [query(required=True)]}),
            contract({"parameters": [query()]}),
            always(SAFE),
            NOTHING,
        ),
    ),
)
