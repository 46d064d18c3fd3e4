"""The URL of a server without a slash at its end."""

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
    id="oas3-server-trailing-slash",
    rule="oas3-server-trailing-slash",
    why="Takes the slash away: paths begin with one, so the server URL needs none.",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
servers:
  - url: 'https://pets.test/v1/' # live
""",
            after="""\
openapi: 3.1.0
servers:
  - url: 'https://pets.test/v1' # live
""",
            at=("/servers/0/url",),
        ),
    ),
)
