"""An enum lists each value once."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.revision import Revision
from apiyard.spec.edit import Remove
from apiyard.spec.editing.change import same


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    values = revision.get(uri, pointer)
    if not isinstance(values, list):
        pointer = pointer.rpartition("/")[0]
        values = revision.get(uri, pointer)
    for index in range(len(values) - 1 if isinstance(values, list) else -1, 0, -1):
        if any(same(values[index], each) for each in values[:index]):
            yield uri, Remove(f"{pointer}/{index}")


FIX = Fix(
    id="duplicated-entry-in-enum",
    rule="duplicated-entry-in-enum",
    why="Removes the later one of two equal values, which never meant anything.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
components:
  schemas:
    Kind:
      enum: [cat, dog, cat, 1, true]
    Size:
      enum:
        - s
        # Once more.
        - s
        - m # medium
""",
            after="""\
openapi: 3.1.0
components:
  schemas:
    Kind:
      enum: [cat, dog, 1, true]
    Size:
      enum:
        - s
        - m # medium
""",
            at=("/components/schemas/Kind/enum", "/components/schemas/Size/enum"),
        ),
    ),
)
