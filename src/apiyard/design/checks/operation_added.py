"""A method of a path that was there is new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.design.cause import Direction, Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit, Known
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import NOTHING, SAFE, always, contract
from apiyard.design.surface.vanish import is_called_back
from apiyard.spec.operation import Operation

_GET: dict[str, Any] = {"operationId": "listOrders", "responses": {"200": {"description": "orders"}}}
_POST: dict[str, Any] = {"operationId": "addOrder", "responses": {"201": {"description": "made"}}}


def _with(**operations: Any) -> Json:
    return {**contract(), "paths": {"/orders": operations}}


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice an operation that only the new contract has."""
    if pair.old is None and pair.new is not None:
        call = f"{pair.new.method.upper()} {pair.new.path}"
        direction: Direction = "response" if is_called_back(pair.new) else "request"
        wish = Known(direction, Verdict.SAFE, "the old contract has no calls of it")
        yield Edit("operation-added", f"{call} is new", pair.old_at, pair.new_at, None, call, (wish,))


CHECK = Check(
    id="operation-added",
    area="operation",
    what="A path has another method.",
    why="Nobody calls it yet.",
    find=_find,
    oasdiff=("endpoint-added",),
    examples=(Example("added", _with(post=_POST), _with(get=_GET, post=_POST), always(SAFE), NOTHING),),
)
