"""A path without a slash at its end."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix, UnfitError
from apiyard.design.revision import Revision
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Rename


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    around, _, last = pointer.rpartition("/")
    path = pointers.unescape(last)
    shorter = path.rstrip("/")
    if shorter == path or not shorter:
        return
    if shorter in revision.get(uri, around):
        raise UnfitError("there is a path without the slash too; merge them", piece=path)
    yield uri, Rename(pointer, shorter)


FIX = Fix(
    id="path-keys-no-trailing-slash",
    rule="path-keys-no-trailing-slash",
    why="Takes the slash away, unless the path without it is taken.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
paths:
  /pets/:   # all
    get: {}
  "/":
    get: {}
""",
            after="""\
openapi: 3.1.0
paths:
  /pets:   # all
    get: {}
  "/":
    get: {}
""",
            at=("/paths/~1pets~1",),
        ),
    ),
    safe=False,
)
