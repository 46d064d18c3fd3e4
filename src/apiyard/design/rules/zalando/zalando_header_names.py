"""Some proxies drop headers with underscores."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-header-names",
    why="Some proxies drop headers with underscores.",
    description="The name of a header should be words joined by hyphens.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "header",
                "match": "^:?[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$",
                "say": 'The header "{name}" should be words joined by hyphens.',
            },
        ),
        Then(
            PART,
            options={
                "of": "response-header",
                "match": "^:?[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$",
                "say": 'The header "{name}" should be words joined by hyphens.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#132",
    clause="Zalando 132",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200": {description: Fine., headers: {Order-Source: {schema: {type: string}}}}
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
        "200": {description: Fine., headers: {order_source: {schema: {type: string}}}}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: order_source, in: header, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
