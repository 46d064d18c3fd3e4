"""The document lists the tags that its operations use."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix, UnfitError
from apiyard.design.revision import Revision
from apiyard.spec.edit import Set


def _call(revision: Revision, finding: Finding) -> Edits:
    if revision.get(revision.root, "/tags"):
        known = revision.get(revision.root, "/tags")
        if isinstance(known, list):
            return
    used: dict[str, None] = {}
    for operation in revision.operations():
        tags = operation.value.get("tags")
        used.update((tag, None) for tag in (tags if isinstance(tags, list) else ()) if isinstance(tag, str))
    if not used:
        raise UnfitError("no operation has a tag; give them tags first")
    yield revision.root, Set("/tags", [{"name": tag} for tag in used])


FIX = Fix(
    id="openapi-tags",
    rule="openapi-tags",
    why="Lists the tags that the operations use, in the order in which they occur.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
paths:
  /pets:
    get: {tags: [cats, dogs]}   # two
    put: {tags: [cats]}
""",
            after="""\
openapi: 3.1.0
paths:
  /pets:
    get: {tags: [cats, dogs]}   # two
    put: {tags: [cats]}
tags:
  - name: cats
  - name: dogs
""",
            at=("",),
        ),
    ),
)
