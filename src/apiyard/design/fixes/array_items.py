"""An array says that its items may be anything."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.revision import Revision
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Insert


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    schema = revision.get(uri, pointer)
    if isinstance(schema, dict) and "items" not in schema and "type" in schema:
        yield uri, Insert(pointers.join(pointer, "items"), {}, after="type")


FIX = Fix(
    id="array-items",
    rule="array-items",
    why="Adds the schema that lets every item in, which is what an array without items means.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.0.3
components:
  schemas:
    Pets:
      # Many.
      type: array # of pets
      maxItems: 10
    Toys: {type: array}
""",
            after="""\
openapi: 3.0.3
components:
  schemas:
    Pets:
      # Many.
      type: array # of pets
      items: {}
      maxItems: 10
    Toys: {type: array, items: {}}
""",
            at=("/components/schemas/Pets", "/components/schemas/Toys"),
        ),
    ),
)
