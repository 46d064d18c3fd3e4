"""The methods of a path stand in one order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members
from apiyard.design.redocly.read import is_names
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk

_ORDER = ("get", "head", "post", "put", "patch", "delete", "options", "query", "trace")


def _read(options: Mapping[str, Json] | None) -> tuple[str, ...]:
    found = check_members("path-http-verbs-order", options or {}, {"order": (is_names, "a list of methods")})
    return tuple(found.get("order", _ORDER))


def _call(_value: Any, order: tuple[str, ...], context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("PathItem"):
        methods = [name for name in arrival.value if name in order] if type(arrival.value) is dict else []
        for before, after in itertools.pairwise(methods):
            if order.index(after) < order.index(before):
                message = f"The method {after} stands behind {before}."
                yield tell(context, arrival.below(after), message, hint=f"the order is {', '.join(order)}", piece=after)


FUNCTION = Function(
    id="path-http-verbs-order",
    name="pathHttpVerbsOrder",
    why="Readers find a method faster when all paths list them alike.",
    call=_call,
    read=_read,
)
