"""Of two equal tags one goes."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix, UnfitError
from apiyard.design.revision import Revision
from apiyard.spec.edit import Remove


def _call(revision: Revision, finding: Finding) -> Edits:
    uri = finding.location.document
    tags = revision.get(uri, "/tags")
    seen: dict[str, dict[str, object]] = {}
    gone = []
    for index, tag in enumerate(tags if isinstance(tags, list) else ()):
        name = tag.get("name") if isinstance(tag, dict) else None
        if not isinstance(name, str):
            continue
        first = seen.setdefault(name, tag)
        if first is not tag and all(first.get(key) == value for key, value in tag.items()):
            gone.append(index)
        elif first is not tag:
            raise UnfitError("the two tags say different things; choose one", piece=name)
    for index in reversed(gone):
        yield uri, Remove(f"/tags/{index}")


FIX = Fix(
    id="openapi-tags-uniqueness",
    rule="openapi-tags-uniqueness",
    why="Removes a tag that says nothing that the first one of its name does not say.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
tags:
- {name: cats, description: Cats}   # first
- name: dogs
- name: cats
""",
            after="""\
openapi: 3.1.0
tags:
- {name: cats, description: Cats}   # first
- name: dogs
""",
            at=("/tags/2/name",),
        ),
    ),
)
