"""Codes of a standard have one name everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0143-mime-type",
    why="Codes of a standard have one name everywhere.",
    description="A field for a MIME type should be called mimeType (mime_type).",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(content_type|contentType|media_type|mediaType|mimetype)$",
                "when": {"type": ["string"]},
                "must": {"not": {}},
                "say": '"{name}" should be called mimeType (mime_type).',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/143",
    clause="AIP-143",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        mimeType: {type: string}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        contentType: {type: string}
""",
    ),
)
"""The rule."""
