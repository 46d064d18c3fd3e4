"""A method of a path that stays is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, SAFE, always, contract
from apiyard.design.surface.lives import ended
from apiyard.design.surface.vanish import is_called_back, operation_gone
from apiyard.spec.operation import Operation

_GET: dict[str, Any] = {"operationId": "listOrders", "responses": {"200": {"description": "orders"}}}
_POST: dict[str, Any] = {"operationId": "addOrder", "responses": {"201": {"description": "made"}}}


def _with(**operations: Any) -> Json:
    return {**contract(), "paths": {"/orders": operations}}


def _find(pair: Pair[Operation]) -> Iterator[Edit]:
    """Notice an operation that only the old contract has."""
    if pair.old is not None and pair.new is None:
        call = f"{pair.old.method.upper()} {pair.old.path}"
        back = is_called_back(pair.old)
        wishes = ended(pair, direction="response") if back else ended(pair, operation_gone(pair.old))
        yield Edit("operation-removed", f"{call} is gone", pair.old_at, pair.new_at, call, None, wishes)


CHECK = Check(
    id="operation-removed",
    area="operation",
    what="A method of a path is gone.",
    why="Who calls it gets 405, or the answer of another operation.",
    find=_find,
    oasdiff=("api-removed-without-deprecation", "api-removed-with-deprecation", "api-removed-before-sunset"),
    examples=(
        Example("removed", _with(get=_GET, post=_POST), _with(post=_POST), always(BREAKING), NOTHING),
        Example(
            "deprecated, then removed",
            _with(get={**_GET, "deprecated": True}, post=_POST),
            _with(post=_POST),
            always(BREAKING),
            NOTHING,
        ),
        Example(
            "a draft, removed",
            _with(get={**_GET, "x-stability-level": "draft"}, post=_POST),
            _with(post=_POST),
            always(SAFE),
            NOTHING,
        ),
    ),
)
