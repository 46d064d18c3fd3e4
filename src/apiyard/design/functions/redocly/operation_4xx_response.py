"""An operation has a response for a wrong request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_flag
from apiyard.design.redocly.read import is_names
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk


@dataclass(frozen=True, slots=True)
class _Options:
    webhooks: bool
    excluded: frozenset[str]


_REFUSAL = re.compile(r"4[0-9Xx]{2}")


def _read(options: Mapping[str, Json] | None) -> _Options:
    members = {"validateWebhooks": (is_flag, "true or false"), "excludedMethods": (is_names, "a list of methods")}
    found = check_members("operation-4xx-response", options or {}, members)
    excluded = frozenset(each.lower() for each in found.get("excludedMethods", ()))
    return _Options(found.get("validateWebhooks", False), excluded)


def _call(_value: Any, options: _Options, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).all("Responses"):
        operation = arrival.up("Operation")
        if operation is None or str(operation.key).lower() in options.excluded:
            continue
        if not (arrival.up("Paths") or (options.webhooks and arrival.up("WebhooksMap"))):
            continue
        if sum(each.kind == "Callback" for each in arrival.above()) > 1:
            continue
        statuses = list(arrival.value) if type(arrival.value) is dict else []
        if not any(_REFUSAL.fullmatch(each) for each in statuses):
            message = "The operation has no 4xx response."
            yield tell(context, arrival.spot, message, hint="add what callers get for a wrong request, such as 400")


FUNCTION = Function(
    id="operation-4xx-response",
    name="operation4xxResponse",
    why="Callers that err must know what they will be told.",
    call=_call,
    read=_read,
)
