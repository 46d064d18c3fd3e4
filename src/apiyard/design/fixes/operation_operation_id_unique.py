"""Of two operations of one id the later one gets another."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.operation_name import operation_name
from apiyard.design.revision import Revision
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Set


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer.removesuffix("/operationId")
    operation = revision.get(uri, pointer)
    if not isinstance(operation, dict):
        return
    calls = list(revision.operations())
    mine = next((index for index, each in enumerate(calls) if (each.uri, each.pointer) == (uri, pointer)), None)
    if mine is None:
        return
    if any(each.value.get("operationId") == operation.get("operationId") for each in calls[:mine]):
        yield uri, Set(pointers.join(pointer, "operationId"), operation_name(calls[mine], revision))


FIX = Fix(
    id="operation-operation-id-unique",
    rule="operation-operationId-unique",
    why="Names the later operation by its method and path; the first one keeps the id that links and clients know.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
paths:
  /pets:
    get:
      operationId: pets # first
    post:
      operationId: pets # second
""",
            after="""\
openapi: 3.1.0
paths:
  /pets:
    get:
      operationId: pets # first
    post:
      operationId: postPets # second
""",
            at=("/paths/~1pets/post/operationId",),
        ),
    ),
    safe=False,
)
