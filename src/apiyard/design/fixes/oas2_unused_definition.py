"""A part that nothing refers to goes."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.revision import Revision
from apiyard.spec.edit import Remove
from apiyard.spec.pointer import MISSING

_HOME = "/definitions"


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    if not pointer.startswith(_HOME + "/") or revision.get(uri, pointer) is MISSING:
        return
    while len(revision.get(uri, pointer.rpartition("/")[0])) == 1 and pointer != _HOME:
        pointer = pointer.rpartition("/")[0]
    yield uri, Remove(pointer)


FIX = Fix(
    id="oas2-unused-definition",
    rule="oas2-unused-definition",
    why="Removes the part: nothing in the document means it. A part that only it needed goes in the next round.",
    call=_call,
    good=(
        Example(
            before="""\
swagger: "2.0"
paths:
  /pets:
    get: {responses: {200: {description: ok, schema: {$ref: "#/definitions/Pet"}}}}
definitions:
  Old:   # since 2019
    type: string
  Pet:
    type: object # sure
""",
            after="""\
swagger: "2.0"
paths:
  /pets:
    get: {responses: {200: {description: ok, schema: {$ref: "#/definitions/Pet"}}}}
definitions:
  Pet:
    type: object # sure
""",
            at=("/definitions/Old",),
        ),
    ),
    safe=False,
)
