"""Nothing stands beside a reference where it is ignored."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix, UnfitError
from apiyard.design.revision import Revision
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Remove, Rename, Set

_HOLDERS = {"properties", "patternProperties", "definitions", "schemas", "$defs"}
_PLACES = {"schema", "items", "additionalProperties", "not"}
_LISTS = {"allOf", "anyOf", "oneOf"}


def _call(revision: Revision, finding: Finding) -> Edits:
    uri = finding.location.document
    pointer = finding.location.pointer.rpartition("/")[0]
    node = revision.get(uri, pointer)
    ref = node.get("$ref") if isinstance(node, dict) else None
    if not isinstance(ref, str):
        return
    if _is_schema(pointer):
        if "allOf" in node:
            raise UnfitError("allOf stands beside the reference too; put the reference into it", piece=ref)
        yield uri, Rename(pointers.join(pointer, "$ref"), "allOf")
        yield uri, Set(pointers.join(pointer, "allOf"), [{"$ref": ref}])
        return
    for name in node:
        if name != "$ref":
            yield uri, Remove(pointers.join(pointer, name))


def _is_schema(pointer: str) -> bool:
    tokens = pointers.split(pointer)
    last, before = tokens[-1], tokens[-2] if len(tokens) > 1 else ""
    return last in _PLACES or before in _HOLDERS or before in _LISTS


FIX = Fix(
    id="no-ref-siblings",
    rule="no-$ref-siblings",
    why="Wraps a schema's reference in allOf, so that its siblings count; elsewhere removes what is ignored.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.0.3
paths:
  /pets:
    get:
      parameters:
        - $ref: "#/components/parameters/Limit"
          description: ignored
      responses: {}
components:
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer}}
  schemas:
    Pet: {type: object}
    Owner:
      properties:
        pet:
          # The favourite.
          $ref: "#/components/schemas/Pet" # one
          description: The favourite
""",
            after="""\
openapi: 3.0.3
paths:
  /pets:
    get:
      parameters:
        - $ref: "#/components/parameters/Limit"
      responses: {}
components:
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer}}
  schemas:
    Pet: {type: object}
    Owner:
      properties:
        pet:
          # The favourite.
          allOf: # one
            - $ref: "#/components/schemas/Pet"
          description: The favourite
""",
            at=("/paths/~1pets/get/parameters/0/description", "/components/schemas/Owner/properties/pet/description"),
        ),
    ),
)
