"""A host without a slash at its end."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.revision import Revision
from apiyard.spec.edit import Set


def _call(revision: Revision, finding: Finding) -> Edits:
    uri, pointer = finding.location.document, finding.location.pointer
    text = revision.get(uri, pointer)
    if isinstance(text, str) and text.rstrip("/") not in ("", text):
        yield uri, Set(pointer, text.rstrip("/"))


FIX = Fix(
    id="oas2-host-trailing-slash",
    rule="oas2-host-trailing-slash",
    why="Takes the slash away: paths begin with one, so the host needs none.",
    call=_call,
    good=(
        Example(
            before="""\
swagger: "2.0"
host: pets.test/ # live
""",
            after="""\
swagger: "2.0"
host: pets.test # live
""",
            at=("/host",),
        ),
    ),
)
