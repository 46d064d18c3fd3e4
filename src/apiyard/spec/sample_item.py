"""An item of a sequence that conforms, with what the contract says of the JSON in its texts."""

from __future__ import annotations

import json
from collections.abc import Mapping

from apiyard.core.json import Json
from apiyard.spec.item import fitting, json_inside
from apiyard.spec.sample import sample
from apiyard.spec.schema import Schema
from apiyard.spec.violation import Direction


def sample_item(schema: Schema, *, direction: Direction, seed: int = 0) -> Json:
    """Give an item that conforms.

    Args:
        schema: the schema of an item.
        direction: the side it travels on.
        seed: another one gives another item.

    Returns:
        The item; a text in which JSON is to stand by ``contentSchema``, as the data of an event, is JSON.

    Raises:
        ApiyardError: none was found.
    """
    return with_contents(schema, sample(schema, direction=direction, seed=seed), direction=direction, seed=seed)


def with_contents(schema: Schema, value: Json, *, direction: Direction, seed: int = 0) -> Json:
    """Give an item with JSON in those of its texts of which the contract says so.

    Args:
        schema: the schema of an item.
        value: an item that conforms.
        direction: the side it travels on.
        seed: another one gives other JSON.

    Returns:
        The item itself where the contract says nothing of its texts, or where it is no object.

    Raises:
        ApiyardError: no such JSON was found.
    """
    branch = next(fitting(schema, value, direction), None) if isinstance(value, Mapping) else None
    if branch is None or not isinstance(value, Mapping):
        return value
    made: dict[str, Json] = dict(value)
    for name in value:
        inner = json_inside(branch, name)
        if inner is not None and isinstance(value[name], str):
            made[name] = json.dumps(sample(inner, direction=direction, seed=seed), ensure_ascii=False)
    return made
