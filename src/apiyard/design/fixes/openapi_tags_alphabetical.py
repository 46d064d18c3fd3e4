"""Tags in the order of the alphabet."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.order_names import order_key
from apiyard.design.revision import Revision
from apiyard.spec.edit import Reorder


def _call(revision: Revision, finding: Finding) -> Edits:
    uri = finding.location.document
    tags = revision.get(uri, "/tags")
    if not isinstance(tags, list) or not all(isinstance(tag, dict) for tag in tags):
        return
    order = sorted(range(len(tags)), key=lambda index: order_key(str(tags[index].get("name", ""))))
    if order != list(range(len(tags))):
        yield uri, Reorder("/tags", tuple(order))


FIX = Fix(
    id="openapi-tags-alphabetical",
    rule="openapi-tags-alphabetical",
    why="Puts the tags in order, each with its comments; their order has no meaning for a client.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
tags:
  # All dogs.
  - name: dogs
    description: Dogs # good ones
  - name: cats
""",
            after="""\
openapi: 3.1.0
tags:
  - name: cats
  # All dogs.
  - name: dogs
    description: Dogs # good ones
""",
            at=("/tags",),
        ),
    ),
)
