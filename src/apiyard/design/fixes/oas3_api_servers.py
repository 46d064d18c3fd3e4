"""The server that a document without servers has."""

from __future__ import annotations

from apiyard.core.finding import Finding
from apiyard.design.fix import Edits, Example, Fix
from apiyard.design.revision import Revision
from apiyard.spec.edit import Insert, Set
from apiyard.spec.pointer import MISSING


def _call(revision: Revision, finding: Finding) -> Edits:
    uri = finding.location.document
    servers = revision.get(uri, "/servers")
    default = [{"url": "/"}]
    if servers is MISSING:
        after = "info" if "info" in revision.get(uri, "") else None
        yield uri, Insert("/servers", default, after=after)
    elif servers == []:
        yield uri, Set("/servers", default)


FIX = Fix(
    id="oas3-api-servers",
    rule="oas3-api-servers",
    why="Writes down the server that counts when none is written (OpenAPI 3.1, OpenAPI Object).",
    call=_call,
    good=(
        Example(
            before="""\
openapi: 3.1.0
info:
  title: Pets # and toys

paths: {}
""",
            after="""\
openapi: 3.1.0
info:
  title: Pets # and toys
servers:
  - url: /

paths: {}
""",
            at=("",),
        ),
    ),
)
