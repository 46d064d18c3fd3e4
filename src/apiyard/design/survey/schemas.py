"""Surveys the schemas of a description: each once, at the place where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from apiyard.design.survey.flatten import Flattener, members
from apiyard.design.survey.part import Survey
from apiyard.spec.inventory import Inventory, Spot

Written = tuple[Any, Spot]

_ONE = ("items", "not", "additionalProperties")
_MANY = ("allOf", "anyOf", "oneOf", "prefixItems")
_SIBLINGS = 200
_NAMED = ("patternProperties", "$defs")


def meaning(inventory: Inventory, value: Any, spot: Spot) -> Written:
    """Give what a reference object means and where that is written, or the value itself.

    Args:
        inventory: the documents.
        value: the value as written.
        spot: where it is written.
    """
    if type(value) is dict and "$ref" in value:
        found = inventory.target(value)
        if found is not None:
            return found
    return value, spot


def below(spot: Spot, *keys: str | int) -> Spot:
    """Give a place below another."""
    return Spot(spot.uri, (*spot.path, *keys))


def reach(inventory: Inventory, starts: Iterable[Written]) -> Iterator[Written]:
    """Give every schema that some schemas hold or refer to, each once.

    Args:
        inventory: the documents.
        starts: the schemas to start with, and where they are written.
    """
    seen: set[int] = set()
    stack = list(starts)
    stack.reverse()
    while stack:
        value, spot = meaning(inventory, *stack.pop())
        if type(value) is not dict or "$ref" in value or id(value) in seen:
            continue
        seen.add(id(value))
        yield value, spot
        stack.extend(reversed(list(_inner(value, spot))))


def _inner(value: dict[str, Any], spot: Spot) -> Iterator[Written]:
    properties = value.get("properties")
    if type(properties) is dict:
        for name, each in properties.items():
            yield each, below(spot, "properties", name)
    for key in _ONE:
        if type(value.get(key)) is dict:
            yield value[key], below(spot, key)
    for key in _MANY:
        if type(value.get(key)) is list:
            for index, each in enumerate(value[key]):
                yield each, below(spot, key, index)
    for key in _NAMED:
        if type(value.get(key)) is dict:
            for name, each in value[key].items():
                yield each, below(spot, key, name)


def survey_schemas(
    survey: Survey, flattener: Flattener, schemas: Iterable[Written], *, requests: set[int], responses: set[int]
) -> None:
    """Note schemas and their properties.

    Args:
        survey: takes the parts.
        flattener: flattens them.
        schemas: the schemas, each once.
        requests: the identities of those that requests may hold.
        responses: the identities of those that responses may hold.
    """
    for value, spot in schemas:
        name = str(spot.path[-1]) if len(spot.path) in (2, 3) and spot.path[-2] in ("schemas", "definitions") else ""
        roles = {"request": id(value) in requests, "response": id(value) in responses}
        view = {**members(value), **roles, "component": bool(name)}
        survey.add("schema", name, view, spot=spot)
        properties = value.get("properties")
        if type(properties) is dict:
            names = [*islice(properties, _SIBLINGS)]
            for key, written in properties.items():
                flat = flattener.flat(written)
                inner = flattener.flat(flat["items"]) if type(flat.get("items")) is dict else {}
                facts = {**flat, **roles, "siblings": names, "item": inner, "owner": name}
                survey.add("property", str(key), facts, spot=below(spot, "properties", key))
