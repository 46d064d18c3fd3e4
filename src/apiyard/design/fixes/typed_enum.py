"""Values of a string enum that were written without quotes are strings."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix, UnfitError
from apiyard.design.revision import Revision
from apiyard.spec.edit import Set


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    around, _, last = pointer.rpartition("/")
    schema = revision.get(uri, around.removesuffix("/enum"))
    value = revision.get(uri, pointer)
    if not last.isdecimal() or not isinstance(schema, dict):
        return
    texts = schema.get("type") in ("string", ["string"], ["string", "null"])
    if texts and isinstance(value, str):
        return
    if not texts or not isinstance(value, bool | int):
        raise UnfitError("either the value or the type is wrong", piece=str(value))
    yield uri, Set(pointer, str(value).lower() if isinstance(value, bool) else str(value))


FIX = Fix(
    id="typed-enum",
    rule="typed-enum",
    why="Quotes whole numbers, true and false in the enum of a string: no other value of that type could be meant.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
components:
  schemas:
    Level: {type: string, enum: [1, two, true]}   # of care
""",
            after="""\
openapi: 3.1.0
components:
  schemas:
    Level: {type: string, enum: ["1", two, "true"]}   # of care
""",
            at=("/components/schemas/Level/enum/0", "/components/schemas/Level/enum/2"),
        ),
    ),
)
