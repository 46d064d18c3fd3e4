"""An operation has a response of success."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_flag
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk


@dataclass(frozen=True, slots=True)
class _Options:
    webhooks: bool
    strict: bool


_SUCCESS = re.compile(r"2[0-9Xx]{2}")


def _read(options: Mapping[str, Json] | None) -> _Options:
    members = {"validateWebhooks": (is_flag, "true or false"), "disallowDefault": (is_flag, "true or false")}
    found = check_members("operation-2xx-response", options or {}, members)
    return _Options(found.get("validateWebhooks", False), found.get("disallowDefault", False))


def _call(_value: Any, options: _Options, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).all("Responses"):
        if not (arrival.up("Paths") or (options.webhooks and arrival.up("WebhooksMap"))):
            continue
        statuses = list(arrival.value) if type(arrival.value) is dict else []
        if not any(_SUCCESS.fullmatch(each) or (each == "default" and not options.strict) for each in statuses):
            message = "The operation has no 2xx response."
            yield tell(context, arrival.spot, message, hint="add the response that a caller gets when all went well")


FUNCTION = Function(
    id="operation-2xx-response",
    name="operation2xxResponse",
    why="An operation that tells only failures leaves open what it gives.",
    call=_call,
    read=_read,
)
