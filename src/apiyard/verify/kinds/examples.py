"""The contract's own examples, sent as requests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.spec.operation import MediaType, Operation, Parameter
from apiyard.spec.sample import sample
from apiyard.spec.schema import Schema
from apiyard.verify.case import Case
from apiyard.verify.event import CaseJudged
from apiyard.verify.generate import CannotGenerateError
from apiyard.verify.kind import Kind
from apiyard.verify.session import Session

_MADE = "made from the schema"
_VARIABLE = re.compile(r"\{([^{}]+)\}")


def _probe(session: Session, operation: Operation, until: float) -> Iterator[CaseJudged]:
    """Send each example once; parameters without one get a value made from their schemas when they are required."""
    problem: CannotGenerateError | None = None
    sent = 0
    for origin, parts in _requests(operation, session.plan.seed):
        if session.gone or session.clock.monotonic() > until:
            return
        try:
            request = session.generator.build(operation, parts)
        except CannotGenerateError as error:
            problem = error
            continue
        judged = session.judge(operation, Case("examples", operation.id, origin, request))
        if judged is not None:
            sent += 1
            yield judged
    if problem is not None and not sent:
        raise problem


def _requests(operation: Operation, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the first example of everything together, then each further one in its turn."""
    choices: dict[tuple[str, str], list[tuple[str, Json]]] = {
        (parameter.location, parameter.name): found
        for parameter in operation.parameters
        if (found := _choices(parameter.examples, _schema(parameter), seed, required=parameter.required))
    }
    for name in _VARIABLE.findall(operation.path):
        choices.setdefault(("path", name), [("", "1")])  # a contract that forgot to declare it
    bodies = list(_bodies(operation, seed))
    first = {key: found[0][1] for key, found in choices.items()}
    for origin, body in bodies or [("", {})]:
        names = [origin, *(name for found in choices.values() for name, _ in found[:1])]
        yield _origin(names), _parts(first, body)
    for key, found in choices.items():
        for name, value in found[1:]:
            yield f"example {name} of {key[1]}", _parts({**first, key: value}, bodies[0][1] if bodies else {})


def _origin(names: list[str]) -> str:
    shown = sorted({name for name in names if name not in {"", "example"}})
    if not shown:
        return "example" if any(names) else "a request without parameters"
    return "example " + ", ".join(shown)


def _parts(values: Mapping[tuple[str, str], Json], body: Mapping[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = dict(body)
    for (location, name), value in values.items():
        parts.setdefault(location, {})[name] = value
    return parts


def _schema(parameter: Parameter) -> Schema | None:
    media = next(iter(parameter.content.values()), None)
    return parameter.schema if media is None else media.schema


def _bodies(operation: Operation, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    body = operation.request_body
    if body is None:
        return
    for name, media in body.content.items():
        for origin, value in _media_choices(media, seed, required=body.required):
            yield origin, {"body": value, "media_type": name}


def _media_choices(media: MediaType, seed: int, *, required: bool) -> list[tuple[str, Json]]:
    return _choices(media.examples, media.schema, seed, required=required)


def _choices(
    examples: Mapping[str, Json], schema: Schema | None, seed: int, *, required: bool
) -> list[tuple[str, Json]]:
    """Give named examples, or those of the schema, or a made value when one is required."""
    if examples:
        return list(examples.items())
    if schema is None:
        return []
    written = schema.resolved().value
    if isinstance(written, dict):
        if "example" in written:
            return [("of the schema", written["example"])]
        listed = written.get("examples")
        if isinstance(listed, list) and listed:
            return [(f"{at} of the schema", value) for at, value in enumerate(listed, start=1)]
    if not required:
        return []
    try:
        return [(_MADE, sample(schema, direction="request", seed=seed))]
    except ApiyardError as error:
        raise CannotGenerateError("no value can be made", piece=f"{error.what} {error.piece}".rstrip()) from error


KIND = Kind(
    id="examples",
    why="What the documentation shows must work: a service that fails its own examples fails its first user.",
    probe=_probe,
    finds=("wrong_schema", "wrong_status", "missing_header", "wrong_media_type"),
    misses=("crash_on_edge", "accepts_anything", "wrong_problem"),
)
