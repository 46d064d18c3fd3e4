"""An operation with form fields says that it takes forms."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.revision import Revision
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Set


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    operation = revision.get(uri, pointer)
    consumes = operation.get("consumes") if isinstance(operation, dict) else None
    if not isinstance(consumes, list) or any("form" in str(each) for each in consumes):
        return
    parameters = [revision.follow(uri, each)[1] for each in operation.get("parameters", ())]
    files = any(isinstance(each, dict) and each.get("type") == "file" for each in parameters)
    media = "multipart/form-data" if files else "application/x-www-form-urlencoded"
    yield uri, Set(pointers.join(pointer, "consumes", "-"), media)


FIX = Fix(
    id="oas2-operation-form-data-consume-check",
    rule="oas2-operation-formData-consume-check",
    why="Adds the media type of forms: multipart where there is a file, since form fields travel in no other body.",
    call=_call,
    good=(
        Example(
            before="""\
swagger: "2.0"
paths:
  /pets:
    post:
      consumes: [application/json] # hm
      parameters:
        - {name: photo, in: formData, type: file}
""",
            after="""\
swagger: "2.0"
paths:
  /pets:
    post:
      consumes: [application/json, multipart/form-data] # hm
      parameters:
        - {name: photo, in: formData, type: file}
""",
            at=("/paths/~1pets/post",),
        ),
    ),
)
