"""An XML attribute as OpenAPI 3.2 writes it."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix, UnfitError
from apiyard.design.revision import Revision
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Rename, Set


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer.removesuffix("/attribute")
    xml = revision.get(uri, pointer)
    if not isinstance(xml, dict) or xml.get("attribute") is not True:
        return
    if "nodeType" in xml or xml.get("wrapped"):
        raise UnfitError("nodeType or wrapped stands beside attribute; choose one")
    yield uri, Rename(pointers.join(pointer, "attribute"), "nodeType")
    yield uri, Set(pointers.join(pointer, "nodeType"), "attribute")


FIX = Fix(
    id="oas3-2-no-deprecated-xml-attribute",
    rule="oas3_2-no-deprecated-xml-attribute",
    why="Writes nodeType: attribute in the place of attribute: true, which means the same.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.2.0
components:
  schemas:
    Id:
      type: string
      xml:
        name: id
        attribute: true # not an element
""",
            after="""\
openapi: 3.2.0
components:
  schemas:
    Id:
      type: string
      xml:
        name: id
        nodeType: attribute # not an element
""",
            at=("/components/schemas/Id/xml",),
        ),
    ),
)
