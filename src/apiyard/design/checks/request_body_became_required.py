"""A body must be there now."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, always, content, contract
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.presence import needs, without_body
from apiyard.spec.operation import Body


def _find(pair: Pair[Body]) -> Iterator[Edit]:
    """Notice another need of the body."""
    old, new = pair.old, pair.new
    if old is None or new is None or old.required is new.required or new.required is not True:
        return
    direction = direction_of(pair)
    wish = needs(
        direction,
        old=old.required,
        new=new.required,
        without=lambda: without_body(direction),
        free="it may be left out",
    )
    message = "the body must be there now"
    yield Edit("request-body-became-required", message, pair.old_at, pair.new_at, old.required, new.required, (wish,))


CHECK = Check(
    id="request-body-became-required",
    area="body",
    what="The body of a request must be there now.",
    why="Requests that were allowed without it are refused.",
    find=_find,
    oasdiff=("request-body-became-required",),
    examples=(
        Example(
            "in a post",
            contract({"method": "post", "requestBody": content()}),
            contract({"method": "post", "requestBody": {"required": True, **content()}}),
            always(BREAKING),
            NOTHING,
        ),
    ),
)
