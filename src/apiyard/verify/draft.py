"""Requests to start from: good ones that a service should know what to do with, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.spec import media
from apiyard.spec.composing.wish import Name, Wish
from apiyard.spec.operation import MediaType, Operation, Parameter
from apiyard.spec.sample import sample, sample_shaped
from apiyard.spec.schema import Schema
from apiyard.spec.style import MISSING

_SEEDS = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """A request to start from.

    Args:
        origin: how it was made, in words.
        wish: what it has.
    """

    origin: str
    wish: Wish


def drafts(operation: Operation, *, seed: int, given: Mapping[Name, Json] | None = None) -> Iterator[Draft]:
    """Give good requests of an operation, the likeliest to be taken by a service first.

    What the contract shows as an example is tried first, then values made from the schemas.

    Args:
        operation: the operation.
        seed: another seed gives other values where the contract leaves a choice.
        given: values of parameters that are known, such as ids that the service gave.

    Yields:
        Requests; whether they keep the contract is for the judge to say. Credentials are left to the run.
    """
    known = dict(given or {})
    for name, body in _bodies(operation, seed):
        shown = {**_examples(operation), **known}
        yield Draft(name, replace(body, values=shown, drop_credentials=True))
    for turn in range(1, _SEEDS):
        values = {**_made(operation, seed + turn), **known}
        for name, body in _made_bodies(operation, seed + turn):
            yield Draft(name, replace(body, values=values, drop_credentials=True))


def schema_of(parameter: Parameter) -> Schema | None:
    """Give the schema of a parameter's value, wherever it stands."""
    held = next(iter(parameter.content.values()), None)
    return parameter.schema if held is None else held.schema


def media_of(operation: Operation) -> tuple[str, MediaType] | None:
    """Give the media type to send a body in: JSON where there is one, since its values can be judged best."""
    body = operation.request_body
    if body is None or not body.content:
        return None
    name = min(body.content, key=lambda each: (not media.read(each).is_json, media.read(each).type == "*"))
    return name, body.content[name]


def example_of(examples: Mapping[str, Json], schema: Schema | None) -> Json:
    """Give the first value that the contract shows for a place; ``MISSING`` when it shows none."""
    if examples:
        return next(iter(examples.values()))
    written: Any = schema.resolved().value if schema is not None else None
    if isinstance(written, dict):
        if "example" in written:
            return written["example"]  # type: ignore[no-any-return]
        listed = written.get("examples")
        if isinstance(listed, list) and listed:
            return listed[0]  # type: ignore[no-any-return]
    return MISSING


def _examples(operation: Operation) -> dict[Name, Json]:
    found: dict[Name, Json] = {}
    for parameter in operation.parameters:
        if parameter.required:
            value = example_of(parameter.examples, schema_of(parameter))
            if value is not MISSING:
                found[parameter.location, parameter.name] = value
    return found


def _made(operation: Operation, seed: int) -> dict[Name, Json]:
    found: dict[Name, Json] = {}
    for parameter in operation.parameters:
        schema = schema_of(parameter)
        if parameter.required and schema is not None:
            try:
                found[parameter.location, parameter.name] = sample(schema, direction="request", seed=seed)
            except ApiyardError:
                continue
    return found


def _bodies(operation: Operation, seed: int) -> Iterator[tuple[str, Wish]]:
    chosen = media_of(operation)
    if chosen is None:
        yield "a request with what is required", Wish()
        return
    name, entry = chosen
    for shown, value in entry.examples.items():
        yield f"the example {shown}" if shown != "example" else "the example", Wish(body=value, media_type=name)
    value = example_of({}, entry.schema)
    if value is not MISSING:
        yield "the example of the schema", Wish(body=value, media_type=name)
    yield from _made_bodies(operation, seed)


def _made_bodies(operation: Operation, seed: int) -> Iterator[tuple[str, Wish]]:
    chosen = media_of(operation)
    if chosen is None:
        yield "a request with what is required", Wish()
        return
    name, entry = chosen
    if entry.schema is None or entry.item_schema is not None:
        yield "a request made from the schemas", Wish(media_type=name, with_body=True)
        return
    for words, full in (("a full body", True), ("a body with what is required", False)):
        try:
            yield f"{words}, seed {seed}", Wish(body=_value(entry.schema, seed, full=full), media_type=name)
        except ApiyardError:
            continue


def _value(schema: Schema, seed: int, *, full: bool) -> Json:
    if full:
        return sample(schema, direction="request", seed=seed)
    return sample_shaped(schema, {"$ref": f"#{schema.pointer}"}, direction="request", seed=seed)
