"""A request has no body any more."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, always, content, contract
from apiyard.design.surface.lives import direction_of, ended
from apiyard.design.surface.presence import needs, without_body
from apiyard.design.surface.undeclared_side import undeclared_body
from apiyard.spec.operation import Body


def _find(pair: Pair[Body]) -> Iterator[Edit]:
    """Notice a body that only the old contract has."""
    if pair.old is None or pair.new is not None:
        return
    direction = direction_of(pair)
    asked: Wish = undeclared_body(direction)
    if direction == "response":
        asked = needs(
            direction,
            old=pair.old.required,
            new=False,
            without=lambda: without_body(direction),
            free="it may be left out",
        )
    wishes = ended(pair, asked)
    yield Edit("request-body-removed", "the body is gone", pair.old_at, pair.new_at, pair.old.required, None, wishes)


CHECK = Check(
    id="request-body-removed",
    area="body",
    what="A request that had a body has none.",
    why="What clients say in it is no longer heard.",
    find=_find,
    oasdiff=("request-body-removed",),
    examples=(
        Example(
            "removed",
            contract({"method": "post", "requestBody": {"required": True, **content()}}),
            contract({"method": "post"}),
            always(BREAKING),
            NOTHING,
        ),
    ),
)
