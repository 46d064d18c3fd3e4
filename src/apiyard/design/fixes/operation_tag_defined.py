"""A tag that operations use is among the tags of the document."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.revision import Revision
from apiyard.spec.edit import Set


def _call(revision: Revision, finding: Finding) -> Edits:
    tag = revision.get(finding.location.document, finding.location.pointer)
    if not isinstance(tag, str):
        return
    known = revision.get(revision.root, "/tags")
    if not isinstance(known, list):
        yield revision.root, Set("/tags", [{"name": tag}])
    elif not any(isinstance(each, dict) and each.get("name") == tag for each in known):
        yield revision.root, Set("/tags/-", {"name": tag})


FIX = Fix(
    id="operation-tag-defined",
    rule="operation-tag-defined",
    why="Adds the tag to those of the document, without a description that nobody wrote.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
tags:
- name: dogs # barking
paths:
  /pets:
    get: {tags: [cats, dogs, birds]}
""",
            after="""\
openapi: 3.1.0
tags:
- name: dogs # barking
- name: cats
- name: birds
paths:
  /pets:
    get: {tags: [cats, dogs, birds]}
""",
            at=("/paths/~1pets/get/tags/0", "/paths/~1pets/get/tags/2"),
        ),
    ),
)
