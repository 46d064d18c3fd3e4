"""Make ids that look like those of the contract and are not taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from uuid import UUID

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.spec.coerce import parts, types
from apiyard.spec.sample import sample
from apiyard.spec.schema import Schema

_TAIL = re.compile(r"\A(.*?)([0-9]+)\Z", re.DOTALL)
_TRIES = 30


def new_id(schema: Schema, example: Json, *, name: str, number: int, is_free: Callable[[Json], bool]) -> Json:
    """Make an id.

    Args:
        schema: the schema of the id.
        example: an id of an example, whose form is kept; None without one.
        name: the word for one item, such as ``order``.
        number: how many ids were made, so that the same calls give the same ids.
        is_free: says whether an id is valid and not taken.

    Returns:
        The id.

    Raises:
        ApiyardError: none was found.
    """
    for candidate in _candidates(schema, example, name=name, number=number):
        if is_free(candidate):
            return candidate
    raise ApiyardError("no id is left that the contract allows", where=schema.pointer, code="no-id-left")


def _candidates(schema: Schema, example: Json, *, name: str, number: int) -> Iterator[Json]:
    kinds = types(schema)
    if kinds & {"integer", "number"}:
        start = example if isinstance(example, int) and not isinstance(example, bool) else 0
        for step in range(_TRIES):
            yield max(number, start) + step if step else number
        yield start + number
    formats = {part.value.get("format") for part in parts(schema) if isinstance(part.value, dict)}
    if "uuid" in formats or (isinstance(example, str) and _is_uuid(example)):
        for step in range(_TRIES):
            yield str(UUID(int=Random(f"{name}/{number}/{step}").getrandbits(128), version=4))
    if "email" in formats:
        yield f"{name}{number}@example.com"
    tail = _TAIL.match(example) if isinstance(example, str) else None
    if tail is not None and len(tail[2]) < 20:
        for step in range(_TRIES):
            yield tail[1] + str(int(tail[2]) + number + step).zfill(len(tail[2]))
    plain = not any(isinstance(part.value, dict) and "pattern" in part.value for part in parts(schema))
    if plain:
        for step in range(_TRIES):
            yield f"{name}_{number + step:08d}"
        yield str(number)
    for step in range(_TRIES):
        try:
            made = sample(schema, direction="response", seed=number * 31 + step)
        except ApiyardError:
            return
        yield from _counted(made, number + step)  # patterns are met by their shortest texts, of which few differ
        yield made
    yield f"{name}{number}"
    yield str(number)


def _counted(made: Json, number: int) -> Iterator[str]:
    """Give a text that ends in digits with another number at its end, as long as it was and as long as it takes."""
    tail = _TAIL.match(made) if isinstance(made, str) else None
    if tail is not None:
        yield tail[1] + str(number).zfill(len(tail[2]))
        yield tail[1] + str(number)


def _is_uuid(text: str) -> bool:
    try:
        return len(text) == 36 and bool(UUID(text))
    except ValueError:
        return False
