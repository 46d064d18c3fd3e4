"""What a text holds changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Verdict
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.notice_words import content_edit
from apiyard.design.diffing.noticing import verdicts
from apiyard.design.diffing.pair import SchemaPair


def _find(pair: SchemaPair) -> Iterator[Edit]:
    """Notice other content; its three keywords are one change."""
    yield from content_edit(pair, "content-changed")


CHECK = Check(
    id="content-changed",
    area="schema",
    what="`contentMediaType`, `contentEncoding` or `contentSchema` is set, changed or gone.",
    why="Texts that hold documents are read in another way. No validator asserts it, so no exchange can show it.",
    find=_find,
    oasdiff=(
        "request-body-content-schema-added",
        "request-body-content-schema-removed",
        "request-body-content-media-type-changed",
        "request-body-content-encoding-changed",
        "request-property-content-schema-added",
        "request-property-content-schema-removed",
        "request-property-content-media-type-changed",
        "request-property-content-encoding-changed",
        "response-body-content-schema-added",
        "response-body-content-schema-removed",
        "response-body-content-media-type-changed",
        "response-body-content-encoding-changed",
        "response-property-content-schema-added",
        "response-property-content-schema-removed",
        "response-property-content-media-type-changed",
        "response-property-content-encoding-changed",
    ),
    examples=(
        Example(
            "another encoding",
            {"type": "string", "contentEncoding": "base64"},
            {"type": "string", "contentEncoding": "base64url"},
            verdicts(Verdict.UNKNOWN),
            verdicts(Verdict.UNKNOWN),
        ),
    ),
)
