"""A status that everybody knows needs no explanation."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-common-status-codes",
    why="A status that everybody knows needs no explanation.",
    description="A response should have one of the common status codes.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "response",
                "must": {
                    "properties": {
                        "status": {
                            "enum": [
                                "200",
                                "201",
                                "202",
                                "204",
                                "207",
                                "301",
                                "302",
                                "303",
                                "304",
                                "307",
                                "308",
                                "400",
                                "401",
                                "403",
                                "404",
                                "405",
                                "406",
                                "408",
                                "409",
                                "410",
                                "412",
                                "413",
                                "415",
                                "422",
                                "423",
                                "428",
                                "429",
                                "431",
                                "500",
                                "501",
                                "502",
                                "503",
                                "504",
                                "511",
                                "default",
                                "1XX",
                                "1xx",
                                "2XX",
                                "2xx",
                                "3XX",
                                "3xx",
                                "4XX",
                                "4xx",
                                "5XX",
                                "5xx",
                            ]
                        }
                    }
                },
                "say": "{name} should have one of the common status codes.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#150",
    clause="Zalando 150",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200": {description: Fine.}
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
        "418": {description: Tea.}
""",
    ),
)
"""The rule."""
