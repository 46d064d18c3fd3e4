"""A request has a body now."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, content, contract
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.presence import needs, without_body
from apiyard.design.surface.undeclared_side import undeclared_body
from apiyard.spec.operation import Body


def _find(pair: Pair[Body]) -> Iterator[Edit]:
    """Notice a body that only the new contract has."""
    if pair.new is None or pair.old is not None:
        return
    direction = direction_of(pair)
    word = "must" if pair.new.required else "need not"
    if direction == "request":
        wish = needs(
            direction,
            old=False,
            new=pair.new.required,
            without=lambda: without_body(direction),
            free="it may be left out",
        )
    else:
        wish = undeclared_body(direction)
    message = f"a body is new and {word} be there"
    yield Edit("request-body-added", message, pair.old_at, pair.new_at, None, pair.new.required, (wish,))


CHECK = Check(
    id="request-body-added",
    area="body",
    what="A request that had no body has one.",
    why="Requests written before have none.",
    find=_find,
    oasdiff=("request-body-added-required", "request-body-added-optional"),
    examples=(
        Example(
            "must be there",
            contract({"method": "post"}),
            contract({"method": "post", "requestBody": {"required": True, **content()}}),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "need not be there",
            contract({"method": "post"}),
            contract({"method": "post", "requestBody": content()}),
            always(SAFE),
            NOTHING,
        ),
    ),
)
