"""Examples keep to their schemas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apiyard.core.finding import Severity
from apiyard.core.json import Json
from apiyard.design.contract_rule import Problem, Rule
from apiyard.spec import media
from apiyard.spec.contract import Contract, MediaType, Parameter
from apiyard.spec.pointer import get, join
from apiyard.spec.schema import Schema
from apiyard.spec.violation import Direction, Violation
from apiyard.spec.walk import walk


@dataclass(frozen=True, slots=True)
class ExamplesOptions:
    """Which examples are looked at.

    Args:
        schemas: whether the examples that stand in schemas are, too.
    """

    schemas: bool = True


def _check(contract: Contract, options: ExamplesOptions) -> Iterator[Problem]:
    inside = _noted(contract) if options.schemas else []
    broken = {pointer for pointer, _ in contract.scope.broken()}
    seen: set[str] = set()
    for direction, place, holder in _holders(contract):
        schema = holder.schema
        if place in seen or schema is None or schema.pointer in broken:
            continue
        seen.add(place)
        for name, value in holder.examples.items():
            found = schema.validate(value, direction=direction)
            yield from _problems(_at(contract, place, name), found)
    for schema, examples in inside:
        if schema.pointer not in broken:
            yield from _of_schema(schema, examples)


def _holders(contract: Contract) -> Iterator[tuple[Direction, str, MediaType | Parameter]]:
    for operation in contract.operations:
        for parameter in operation.parameters:
            yield "request", parameter.pointer, parameter
        for name, body in operation.request_body.content.items() if operation.request_body else ():
            if media.read(name).is_json:
                yield "request", body.pointer, body
        for response in operation.responses.values():
            for header in response.headers.values():
                yield "response", header.pointer, header
            for name, body in response.content.items():
                if media.read(name).is_json:
                    yield "response", body.pointer, body


def _at(contract: Contract, place: str, name: str) -> str:
    single = join(place, "example")
    holder = get(contract.tree, place)
    return (
        single
        if name == "example" and isinstance(holder, dict) and "example" in holder
        else (join(place, "examples", name, "value"))
    )


def _noted(contract: Contract) -> list[tuple[Schema, list[Json]]]:
    """Give the schemas that hold examples, noted so that they are compiled together with the others."""
    found: list[tuple[Schema, list[Json]]] = []
    for pointer, node, kind in walk(contract.tree):
        examples = node.get("examples") if kind == "schema" else None
        if isinstance(examples, list) and examples:
            found.append((Schema(pointer, node, contract.scope), examples))
            contract.scope.root(pointer)
    return found


def _of_schema(schema: Schema, examples: list[Json]) -> Iterator[Problem]:
    """An example in a schema travels on one side or the other, so it needs to be right on one side only."""
    for index, value in enumerate(examples):
        if not schema.is_valid(value, direction="request"):
            yield from _problems(join(schema.pointer, "examples", index), schema.validate(value, direction="response"))


def _problems(place: str, found: list[Violation]) -> Iterator[Problem]:
    for each in found:
        where = f"at {each.pointer} " if each.pointer else ""
        hint = "correct the example, or the schema"
        yield Problem(place + each.pointer, f"the example breaks its schema: {where}{each.message}", hint=hint)


_DOCUMENT = """
openapi: 3.1.0
info: {{title: Pets, version: 1.0.0}}
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        content:
          application/json:
            schema: {{$ref: "#/components/schemas/Pet"}}
            example: {request}
      responses:
        "201":
          description: Added.
          content:
            application/json:
              schema: {{$ref: "#/components/schemas/Pet"}}
              examples: {{one: {{value: {response}}}}}
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {{type: integer, readOnly: true}}
        name: {{type: string, examples: [{name}]}}
"""

CONTRACT_RULE = Rule(
    id="examples-valid",
    why="People copy examples, and mocks answer with them; a wrong one costs more trust than none.",
    severity=Severity.ERROR,
    options=ExamplesOptions,
    check=_check,
    good=(_DOCUMENT.format(request="{name: Rex}", response="{id: 1, name: Rex}", name="Rex"),),
    bad=(
        _DOCUMENT.format(request="{name: 1}", response="{id: 1, name: Rex}", name="Rex"),
        _DOCUMENT.format(request="{id: 1, name: Rex}", response="{id: 1, name: Rex}", name="Rex"),
        _DOCUMENT.format(request="{name: Rex}", response="{name: Rex}", name="Rex"),
        _DOCUMENT.format(request="{name: Rex}", response="{id: 1, name: Rex}", name="5"),
    ),
)
