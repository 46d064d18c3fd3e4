"""An operation has a tag less."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Symbol, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, by, contract
from apiyard.design.surface.lives import direction_of
from apiyard.design.symbols.naming import client_names, method_name, pascal
from apiyard.spec.operation import Operation


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice tags that are gone."""
    if pair.old is None or pair.new is None:
        return
    direction = direction_of(pair)
    for tag in dict.fromkeys(pair.old.tags):
        if tag not in pair.new.tags:
            symbol = f"{pascal(tag)}Api.{method_name(pair.old)}()"
            now = f"{client_names(pair.new)[0]}.{method_name(pair.new)}()"
            wishes: tuple[Wish, ...] = (Known(direction, Verdict.SAFE, "tags are not sent"),)
            if now != symbol:
                wishes = (*wishes, Symbol(direction, symbol, "method", now))
            message = f"the tag {tag!r} is gone"
            yield Edit("operation-tag-removed", message, pair.old_at, pair.new_at, tag, None, wishes, tag)


CHECK = Check(
    id="operation-tag-removed",
    area="operation",
    what="An operation has a tag less.",
    why="Generators make a client class of each tag, so code that finds the method there no longer compiles.",
    find=_find,
    oasdiff=("api-tag-removed",),
    examples=(
        Example(
            "moved to another tag",
            contract({"tags": ["orders"]}),
            contract({"tags": ["sales"]}),
            by(wire=SAFE, strict=SAFE, source=BREAKING),
            NOTHING,
        ),
    ),
)
