"""An id that can stand in a URL."""

from __future__ import annotations

import re

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.operation_name import unlike
from apiyard.design.revision import Revision
from apiyard.spec.edit import Set
from apiyard.spec.pointer import join

_WRONG = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]+")


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    old = revision.get(uri, pointer)
    if not isinstance(old, str) or not _WRONG.search(old):
        return
    taken = {str(each.value.get("operationId")) for each in revision.operations()}
    new = unlike(_WRONG.sub("_", old).strip("_") or "operation", taken)
    yield uri, Set(pointer, new)
    for document, value in revision.values.items():
        for place in _links(value, old):
            yield document, Set(place, new)


def _links(value: object, old: str) -> list[str]:
    """Give the places of links that name the operation."""
    found = []
    stack = [("", value, False)]
    while stack:
        at, node, inside = stack.pop()
        pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, each in pairs:
            if inside and isinstance(each, dict) and each.get("operationId") == old:
                found.append(join(at, key, "operationId"))
            stack.append((join(at, key), each, key == "links"))
    return sorted(found)


FIX = Fix(
    id="operation-operation-id-valid-in-url",
    rule="operation-operationId-valid-in-url",
    why="Puts an underscore in the place of what a URL cannot hold, in the operation and in the links that name it.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
paths:
  /pets:
    get:
      operationId: list pets # all
      responses:
        "200":
          links:
            next: {operationId: list pets}
""",
            after="""\
openapi: 3.1.0
paths:
  /pets:
    get:
      operationId: list_pets # all
      responses:
        "200":
          links:
            next: {operationId: list_pets}
""",
            at=("/paths/~1pets/get/operationId",),
        ),
    ),
    safe=False,
)
