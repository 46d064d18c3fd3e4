"""A header of a response is written in another way."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract, reply
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.written import header_read_otherwise
from apiyard.spec.operation import Parameter

_RANGE = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}


def _find(pair: Pair[Parameter]) -> Iterator[Edit]:
    """Notice another way to write a header."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        return
    before: Json = {"explode": old.explode, "content": sorted(old.content)}
    after: Json = {"explode": new.explode, "content": sorted(new.content)}
    if before != after:
        message = f"the header {pair.name!r} is written in another way"
        wish = header_read_otherwise(direction_of(pair))
        yield Edit("header-style-changed", message, pair.old_at, pair.new_at, before, after, (wish,))


CHECK = Check(
    id="header-style-changed",
    area="header",
    what="The explode or media type of a response's header changed.",
    why="The same text means another value.",
    find=_find,
    examples=(
        Example(
            "an object with names and values",
            contract(reply(headers={"X-Range": {"schema": _RANGE}})),
            contract(reply(headers={"X-Range": {"schema": _RANGE, "explode": True}})),
            NOTHING,
            always(BREAKING),
        ),
    ),
)
