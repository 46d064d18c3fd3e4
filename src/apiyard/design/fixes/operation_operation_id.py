"""An operation without an id gets one."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.operation_name import operation_name
from apiyard.design.revision import Revision
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Insert, Set

_FIRST = ("tags", "summary", "description", "externalDocs")


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    operation = revision.get(uri, pointer)
    if not isinstance(operation, dict) or operation.get("operationId"):
        return
    call = next((each for each in revision.operations() if (each.uri, each.pointer) == (uri, pointer)), None)
    if call is None:
        return
    name = operation_name(call, revision)
    before = next((key for key in operation if key not in _FIRST), None)
    place = pointers.join(pointer, "operationId")
    if "operationId" in operation:
        yield uri, Set(place, name)
    else:
        yield uri, Insert(place, name, before=before)


FIX = Fix(
    id="operation-operation-id",
    rule="operation-operationId",
    why="Names the operation by its method and path, in the style of the other ids, and unlike all of them.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
paths:
  /pets:
    get:
      operationId: list_pets
    post:
      summary: Add one # or two
      responses: {}
  /pets/{id}/toys:
    get:
      responses: {}
""",
            after="""\
openapi: 3.1.0
paths:
  /pets:
    get:
      operationId: list_pets
    post:
      summary: Add one # or two
      operationId: post_pets
      responses: {}
  /pets/{id}/toys:
    get:
      operationId: get_pets_by_id_toys
      responses: {}
""",
            at=("/paths/~1pets/post", "/paths/~1pets~1{id}~1toys/get"),
        ),
    ),
)
