"""Of a batch some parts may fail, and one status for all cannot say which."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-batch-status",
    why="Of a batch some parts may fail, and one status for all cannot say which.",
    description="A batch must answer 207 with a status for each part.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "named": "(/|:|_|-)(batch|bulk)$",
                "when": {"method": ["post"]},
                "must": {"properties": {"codes": {"contains": {"const": "207"}}}},
                "say": "{name} is a batch; it must answer 207 with a status for each part.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#152",
    clause="Zalando 152",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/batch:
    post:
      responses:
        "207": {description: Each.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/batch:
    post:
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
