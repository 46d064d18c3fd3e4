"""An operation has a tag more."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Symbol, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, by, contract
from apiyard.design.surface.lives import direction_of
from apiyard.design.symbols.naming import method_symbol
from apiyard.spec.operation import Operation


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice new tags."""
    if pair.old is None or pair.new is None:
        return
    direction = direction_of(pair)
    for tag in dict.fromkeys(pair.new.tags):
        if tag not in pair.old.tags:
            wishes: tuple[Wish, ...] = (Known(direction, Verdict.SAFE, "tags are not sent"),)
            if not pair.old.tags:
                old, new = method_symbol(pair.old), method_symbol(pair.new)
                wishes = (*wishes, Symbol(direction, old, "method", new))
            message = f"the tag {tag!r} is new"
            yield Edit("operation-tag-added", message, pair.old_at, pair.new_at, None, tag, wishes, tag)


CHECK = Check(
    id="operation-tag-added",
    area="operation",
    what="An operation has a tag more.",
    why="Generators make a client class of it; the first one takes an operation out of the class for those without.",
    find=_find,
    oasdiff=("api-tag-added",),
    examples=(
        Example(
            "the first tag",
            contract(),
            contract({"tags": ["orders"]}),
            by(wire=SAFE, strict=SAFE, source=BREAKING),
            NOTHING,
        ),
        Example("another tag", contract({"tags": ["a"]}), contract({"tags": ["a", "b"]}), always(SAFE), NOTHING),
    ),
)
