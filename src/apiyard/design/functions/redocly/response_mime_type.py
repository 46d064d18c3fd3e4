"""Responses are of media types that are allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.redocly.media_type import not_allowed, not_listed, read_allowed
from apiyard.design.redocly.walk import walk


def _call(_value: Any, allowed: tuple[str, ...] | None, context: Context) -> Iterator[Result]:
    if allowed is None:
        return
    arrivals = walk(context.inventory, context.formats)
    if arrivals.version == "oas2":
        yield from not_listed(arrivals, "produces", allowed, context=context)
        return
    got = [each for each in arrivals.all("Response") if each.up("Paths") and not each.up("Callback")]
    got += [each for each in arrivals.all("RequestBody") if each.up("WebhooksMap") or each.up("Callback")]
    for arrival in got:
        yield from not_allowed(arrival, allowed, context)


FUNCTION = Function(
    id="response-mime-type",
    name="responseMimeType",
    why="Clients and servers agree on few media types.",
    call=_call,
    read=read_allowed,
)
