"""Of two equal parameters one goes."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix, UnfitError
from apiyard.design.revision import Revision
from apiyard.spec.edit import Remove
from apiyard.spec.editing.change import same


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    around, _, last = pointer.rpartition("/")
    parameters = revision.get(uri, around)
    if not isinstance(parameters, list) or not last.isdecimal() or int(last) >= len(parameters):
        raise UnfitError("only a person knows which parameter is meant")
    mine = revision.follow(uri, parameters[int(last)])[1]
    if not any(same(revision.follow(uri, each)[1], mine) for each in parameters[: int(last)]):
        raise UnfitError("the two parameters say different things; choose one")
    yield uri, Remove(pointer)


FIX = Fix(
    id="operation-parameters",
    rule="operation-parameters",
    why="Removes a parameter that says exactly what an earlier one says.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
paths:
  /pets:
    get:
      parameters:
        - {name: a, in: query, schema: {type: string}}
        - {name: b, in: query, schema: {type: string}}
        - name: a # again
          in: query
          schema: {type: string}
""",
            after="""\
openapi: 3.1.0
paths:
  /pets:
    get:
      parameters:
        - {name: a, in: query, schema: {type: string}}
        - {name: b, in: query, schema: {type: string}}
""",
            at=("/paths/~1pets/get/parameters/2",),
        ),
    ),
)
