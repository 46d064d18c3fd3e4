"""The variables of a path and its path parameters are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apiyard.core.finding import Severity
from apiyard.design.contract_rule import Problem, Rule
from apiyard.spec.contract import Contract
from apiyard.spec.pointer import join

_VARIABLE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class PathParamsOptions:
    """Nothing can be chosen: a path that breaks this cannot be called as described."""


def _check(contract: Contract, _options: PathParamsOptions) -> Iterator[Problem]:
    shapes: dict[str, str] = {}
    for operation in contract.operations:
        names = _VARIABLE.findall(operation.path)
        declared = {each.name: each for each in operation.parameters if each.location == "path"}
        place = join("/paths", operation.path)
        for name in dict.fromkeys(names):
            if name not in declared:
                hint = f"add a parameter named {name or '...'} with in: path"
                yield Problem(operation.pointer, "a variable of the path is not declared", f"{{{name}}}", hint)
        for name, parameter in declared.items():
            if name not in names:
                hint = "correct the name, or add the variable to the path"
                yield Problem(parameter.pointer, "the path has no variable of this name", name, hint)
        if len(set(names)) < len(names):
            yield Problem(place, "a variable occurs twice in the path", operation.path, "give each its own name")
        shape = _VARIABLE.sub("{}", operation.path)
        if shapes.setdefault(shape, operation.path) != operation.path:
            message = f"the path means the same as {shapes[shape]}"
            yield Problem(place, message, operation.path, "put their operations under one path")


_DOCUMENT = """
openapi: 3.1.0
info: {{title: Pets, version: 1.0.0}}
paths:
  /pets/{{id}}:
    get:
      operationId: getPet
      parameters: [{{name: {name}, in: path, required: true, schema: {{type: string}}}}]
      responses: {{"200": {{description: A pet.}}}}
{more}
"""
_TWIN = """
  /pets/{name}:
    post:
      operationId: renamePet
      parameters: [{name: name, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: A pet.}}
"""

CONTRACT_RULE = Rule(
    id="path-params-declared",
    why="A variable that is not declared, or a parameter without a variable, makes an operation nobody can call.",
    severity=Severity.ERROR,
    options=PathParamsOptions,
    check=_check,
    good=(_DOCUMENT.format(name="id", more=""),),
    bad=(_DOCUMENT.format(name="pet", more=""), _DOCUMENT.format(name="id", more=_TWIN)),
)
