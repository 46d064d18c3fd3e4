"""A link that is not whole has to be put together, and every client does it in another way."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-absolute-links",
    why="A link that is not whole has to be put together, and every client does it in another way.",
    description="A link must be an absolute address: a property href has the format uri.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^href$",
                "when": {"type": ["string"]},
                "must": {
                    "properties": {"format": {"enum": ["uri", "url", "iri", "uri-template"]}},
                    "required": ["format"],
                },
                "say": 'The link "{name}" should be an absolute address: format uri.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#217",
    clause="Zalando 217",
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
        href: {type: string, format: uri}
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
        href: {type: string}
""",
    ),
)
"""The rule."""
