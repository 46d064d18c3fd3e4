"""A query is described as a whole or by its parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.arrival import Arrival
from apiyard.design.redocly.tell import is_reference, items, meaning, member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    arrivals = walk(context.inventory, context.formats)
    of_path: dict[int, list[Arrival]] = {}
    for arrival in arrivals.all("Parameter"):
        holder = arrival.parent.parent if arrival.parent is not None else None
        if holder is not None and holder.kind in {"PathItem", "Operation"}:
            of_path.setdefault(id(holder), []).append(arrival)
    for item in arrivals.first("PathItem"):
        yield from _too_many(item, 0, context)
        yield from _mixed((), of_path.get(id(item), ()), context)
    for operation in arrivals.first("Operation"):
        above = of_path.get(id(operation.parent), ()) if operation.parent is not None else ()
        yield from _too_many(operation, sum(member(each.value, "in") == "querystring" for each in above), context)
        yield from _mixed(above, of_path.get(id(operation), ()), context)


def _too_many(holder: Arrival, above: int, context: Context) -> Iterator[Result]:
    """Tell of more than one whole query; those behind references do not count here."""
    written = items(meaning(context, member(holder.value, "parameters")))
    own = sum(not is_reference(each) and member(each, "in") == "querystring" for each in written)
    if own + above > 1:
        message = "More than one parameter is in querystring."
        yield tell(context, holder.below("parameters"), message, hint="keep one")


def _mixed(above: Sequence[Arrival], own: Sequence[Arrival], context: Context) -> Iterator[Result]:
    seen = [member(each.value, "in") for each in above]
    for arrival in own:
        where = member(arrival.value, "in")
        other = {"query": "querystring", "querystring": "query"}.get(str(where))
        if other in seen:
            message = f"A parameter in {where} stands beside one in {other}."
            yield tell(context, arrival.spot, message, hint="describe the query as a whole or by its parameters")
        seen.append(where)


FUNCTION = Function(
    id="spec-querystring-parameters",
    name="specQuerystringParameters",
    why="OpenAPI 3.2 allows one parameter in querystring, and none in query beside it (Parameter Object).",
    call=_call,
    read=no_options("spec-querystring-parameters"),
)
