"""Each operation has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apiyard.core.finding import Severity
from apiyard.design.contract_rule import Problem, Rule
from apiyard.spec.contract import Contract
from apiyard.spec.pointer import MISSING, get


@dataclass(frozen=True, slots=True)
class OperationIdOptions:
    """What is asked for.

    Args:
        required: whether an operation without an operationId is a finding.
    """

    required: bool = True


def _check(contract: Contract, options: OperationIdOptions) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for operation in contract.operations:
        place = operation.pointer + "/operationId"
        if get(contract.tree, place) is MISSING:
            if options.required:
                yield Problem(operation.pointer, "the operation has no operationId", hint="add operationId")
            continue
        if operation.id in first:
            message = f"the operationId is already the one of {first[operation.id]}"
            yield Problem(place, message, operation.id, "choose another one")
        first.setdefault(operation.id, f"{operation.method.upper()} {operation.path}")


_DOCUMENT = """
openapi: 3.1.0
info: {{title: Pets, version: 1.0.0}}
paths:
  /pets:
    get: {{{first}responses: {{"200": {{description: Pets.}}}}}}
    post: {{{second}responses: {{"201": {{description: Added.}}}}}}
"""

CONTRACT_RULE = Rule(
    id="operation-id-unique",
    why="Routes, records, tests and generated clients name an operation by its operationId.",
    severity=Severity.ERROR,
    options=OperationIdOptions,
    check=_check,
    good=(_DOCUMENT.format(first="operationId: listPets, ", second="operationId: addPet, "),),
    bad=(
        _DOCUMENT.format(first="operationId: pets, ", second="operationId: pets, "),
        _DOCUMENT.format(first="operationId: pets, ", second=""),
    ),
)
