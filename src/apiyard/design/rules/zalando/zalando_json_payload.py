"""One form of data needs one parser."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-json-payload",
    why="One form of data needs one parser.",
    description="Structured data must be JSON.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "media",
                "when": {"type": ["object", "array"]},
                "match": "json|^multipart/|[*]|^image/|^application/(octet-stream|pdf|zip)",
                "say": 'Structured data must be JSON, not "{name}".',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#167",
    clause="Zalando 167",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200":
          description: Fine.
          content:
            application/json: {schema: {type: object}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200":
          description: Fine.
          content:
            application/xml: {schema: {type: object}}
""",
    ),
)
"""The rule."""
