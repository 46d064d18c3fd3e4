"""A variable of a path is declared as a parameter."""

from __future__ import annotations

import re

from apiyard.core.finding import Finding
from apiyard.core.json import Json
from apiyard.design.fix import Edits, Example, Fix, UnfitError
from apiyard.design.revision import Revision
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Insert, Set

_VARIABLE = re.compile(r"\{;?\??([a-zA-Z0-9_-]+)\*?\}")
_FIRST = ("tags", "summary", "description", "externalDocs", "operationId")


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    call = next((each for each in revision.operations() if (each.uri, each.pointer) == (uri, pointer)), None)
    if call is None:
        if _lacks_required(revision.get(uri, pointer)):
            yield uri, Set(pointers.join(pointer, "required"), True)
            return
        raise UnfitError("only a person knows which of the two is right")
    held = call.value.get("parameters")
    if held is not None and not isinstance(held, list):
        raise UnfitError("the parameters are no array")
    item = revision.get(uri, pointer.rpartition("/")[0])
    declared = {name for holder in (item, call.value) for name in _path_names(revision, uri, holder)}
    missing = [name for name in dict.fromkeys(_VARIABLE.findall(call.path)) if name not in declared]
    new = [_parameter(name, revision.version) for name in missing]
    if new and held is None:
        before = next((key for key in call.value if key not in _FIRST), None)
        yield uri, Insert(pointers.join(pointer, "parameters"), new, before=before)
    elif new:
        for each in new:
            yield uri, Set(pointers.join(pointer, "parameters", "-"), each)


def _lacks_required(parameter: object) -> bool:
    """Say whether this is a path parameter that does not say that it is required."""
    return isinstance(parameter, dict) and parameter.get("in") == "path" and parameter.get("required") is not True


def _path_names(revision: Revision, uri: str, holder: object) -> set[str]:
    parameters = holder.get("parameters") if isinstance(holder, dict) else None
    found = [revision.follow(uri, each)[1] for each in (parameters if isinstance(parameters, list) else ())]
    return {str(each.get("name")) for each in found if isinstance(each, dict) and each.get("in") == "path"}


def _parameter(name: str, version: str) -> dict[str, Json]:
    schema: dict[str, Json] = {"type": "string"}
    shape = schema if version.startswith("2") else {"schema": schema}
    return {"name": name, "in": "path", "required": True, **shape}


FIX = Fix(
    id="path-params",
    rule="path-params",
    why="Declares a variable of the path as a required string, as parts of a path are; requires path parameters.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
paths:
  /pets/{id}/toys/{toy}:
    get:
      summary: Toys # of pets
      responses: {}
    put:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
""",
            after="""\
openapi: 3.1.0
paths:
  /pets/{id}/toys/{toy}:
    get:
      summary: Toys # of pets
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
        - name: toy
          in: path
          required: true
          schema:
            type: string
      responses: {}
    put:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - name: toy
          in: path
          required: true
          schema:
            type: string
""",
            at=("/paths/~1pets~1{id}~1toys~1{toy}/get", "/paths/~1pets~1{id}~1toys~1{toy}/put"),
        ),
    ),
)
