"""A body need no longer be there."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, content, contract
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.presence import needs, without_body
from apiyard.spec.operation import Body


def _find(pair: Pair[Body]) -> Iterator[Edit]:
    """Notice another need of the body."""
    old, new = pair.old, pair.new
    if old is None or new is None or old.required is new.required or new.required is not False:
        return
    direction = direction_of(pair)
    wish = needs(
        direction,
        old=old.required,
        new=new.required,
        without=lambda: without_body(direction),
        free="it may be left out",
    )
    message = "the body need no longer be there"
    yield Edit("request-body-became-optional", message, pair.old_at, pair.new_at, old.required, new.required, (wish,))


CHECK = Check(
    id="request-body-became-optional",
    area="body",
    what="The body of a request need no longer be there.",
    why="Requests may leave it out; who reads them must expect that.",
    find=_find,
    oasdiff=("request-body-became-optional",),
    examples=(
        Example(
            "in a post",
            contract({"method": "post", "requestBody": {"required": True, **content()}}),
            contract({"method": "post", "requestBody": content()}),
            always(SAFE),
            NOTHING,
        ),
    ),
)
