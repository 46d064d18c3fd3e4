"""A part that nothing refers to goes."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.revision import Revision
from apiyard.spec.edit import Remove
from apiyard.spec.pointer import MISSING

_HOME = "/components"


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    if not pointer.startswith(_HOME + "/") or revision.get(uri, pointer) is MISSING:
        return
    while len(revision.get(uri, pointer.rpartition("/")[0])) == 1 and pointer != _HOME:
        pointer = pointer.rpartition("/")[0]
    yield uri, Remove(pointer)


FIX = Fix(
    id="oas3-unused-component",
    rule="oas3-unused-component",
    why="Removes the part: nothing in the document means it. A part that only it needed goes in the next round.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
paths:
  /pets:
    get: {parameters: [{$ref: "#/components/parameters/Used"}], responses: {}}
components:
  schemas:
    # Nobody needs it.
    Old: {type: string}
  parameters:
    Used: {name: a, in: query, schema: {}}
    Unused: {name: b, in: query, schema: {}} # no
""",
            after="""\
openapi: 3.1.0
paths:
  /pets:
    get: {parameters: [{$ref: "#/components/parameters/Used"}], responses: {}}
components:
  parameters:
    Used: {name: a, in: query, schema: {}}
""",
            at=("/components/schemas/Old", "/components/parameters/Unused"),
        ),
    ),
    safe=False,
)
