"""Properties of bodies: which of them travelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from apiyard.core.json import Json
from apiyard.spec import body, media
from apiyard.spec.contract import Contract
from apiyard.spec.operation import MediaType, Operation
from apiyard.spec.schema import Schema
from apiyard.spec.unreadable import UnreadableError
from apiyard.spec.violation import Direction
from apiyard.verify.coverage.measure import Measure
from apiyard.verify.coverage.properties import named, present
from apiyard.verify.coverage.seen import Seen


def _whole(contract: Contract, operations: Sequence[Operation]) -> Iterable[str]:
    found: dict[str, None] = {}
    seen: Mapping[Direction, set[str]] = {"request": set(), "response": set()}
    for each in operations:
        for schema, direction in _schemas(each):
            found.update((_name(direction, at), None) for at in named(schema.resolved(), direction, seen[direction]))
    return found


def _schemas(operation: Operation) -> Iterator[tuple[Schema, Direction]]:
    contents: list[tuple[Mapping[str, MediaType], Direction]] = []
    if operation.request_body is not None:
        contents.append((operation.request_body.content, "request"))
    contents += [(each.content, "response") for each in operation.responses.values()]
    for content, direction in contents:
        for entry in content.values():
            for schema in (entry.schema, entry.item_schema):
                if schema is not None:
                    yield schema, direction


def _met(seen: Seen) -> Iterable[str]:
    held = seen.operation.request_body
    if held is not None and seen.held and seen.request.body:
        chosen = media.choose(held.content, seen.request.header("content-type") or "")
        if chosen is not None:
            yield from _had(chosen[1], seen.judgement.values.body, "request")
    response = seen.operation.response(seen.reply.status)
    content_type = seen.reply.header("content-type")
    if response is None or not content_type or not seen.reply.body:
        return
    chosen = media.choose(response.content, content_type)
    if chosen is None or (chosen[1].schema is None and chosen[1].item_schema is None):
        return
    try:
        value = body.read(content_type, chosen[1], seen.reply.body).value
    except UnreadableError:
        return
    yield from _had(chosen[1], value, "response")


def _had(entry: MediaType, value: Json, direction: Direction) -> Iterator[str]:
    if entry.schema is not None:
        for pointer in present(entry.schema.resolved(), value, direction):
            yield _name(direction, pointer)
    if entry.item_schema is not None and isinstance(value, list):
        for item in value:
            for pointer in present(entry.item_schema.resolved(), item, direction):
                yield _name(direction, pointer)


def _name(direction: Direction, pointer: str) -> str:
    return f"{direction} {pointer}"


MEASURE = Measure(
    id="schema-property",
    why="A property that never travelled may have any form, or none.",
    noun="properties of bodies",
    numerator="properties that were in the body of a request that keeps the contract, or in the body of an answer",
    denominator="named properties of the bodies of the run's operations at any depth, each place of the contract once "
    "for requests and once for answers, without those that are read-only or write-only there; not those "
    "inside `not`, `if` and `patternProperties`",
    whole=_whole,
    met=_met,
)
