"""The operationId of an operation came, went or changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known, Symbol, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, by, contract
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.raw import raw, shown
from apiyard.design.symbols.naming import method_name, method_symbol
from apiyard.spec.operation import Operation


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice another name of an operation."""
    if pair.old is None or pair.new is None:
        return
    before, after = (each.get("operationId") for each in raw(pair))
    if before == after:
        return
    direction = direction_of(pair)
    old, new = method_symbol(pair.old), method_symbol(pair.new)
    wishes: tuple[Wish, ...] = (Known(direction, Verdict.SAFE, "the name of an operation is not sent"),)
    if method_name(pair.old) != method_name(pair.new):
        wishes = (*wishes, Symbol(direction, old, "method", new))
    message = f"the operationId changed from {shown(before)} to {shown(after)}"
    yield Edit("operation-id-changed", message, pair.old_at, pair.new_at, before, after, wishes)


CHECK = Check(
    id="operation-id-changed",
    area="operation",
    what="The operationId of an operation came, went or changed.",
    why="Generators name methods after it, so code that calls the method no longer compiles.",
    find=_find,
    oasdiff=("api-operation-id-removed", "api-operation-id-added"),
    examples=(
        Example(
            "renamed",
            contract(),
            contract({"operationId": "getOrders"}),
            by(wire=SAFE, strict=SAFE, source=BREAKING),
            NOTHING,
        ),
    ),
)
