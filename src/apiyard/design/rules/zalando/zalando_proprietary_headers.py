"""Headers of one's own are lost at borders that do not know them."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-proprietary-headers",
    why="Headers of one's own are lost at borders that do not know them.",
    description="A header beginning with X- must be one of the agreed proprietary headers.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "header",
                "named": "^[xX]-",
                "match": (
                    "^[xX]-([fF]low-[iI][dD]|[tT]enant-[iI][dD]|[sS]ales-[cC]hannel|[fF]rontend-[tT"
                    "]ype|[dD]evice-([tT]ype|O[sS]|os)|[mM]obile-[aA]dvertising-[iI][dD]|[rR]ate[lL"
                    "]imit-.*)$"
                ),
                "say": 'The header "{name}" is none of the agreed proprietary headers.',
            },
        ),
        Then(
            PART,
            options={
                "of": "response-header",
                "named": "^[xX]-",
                "match": (
                    "^[xX]-([fF]low-[iI][dD]|[tT]enant-[iI][dD]|[sS]ales-[cC]hannel|[fF]rontend-[tT"
                    "]ype|[dD]evice-([tT]ype|O[sS]|os)|[mM]obile-[aA]dvertising-[iI][dD]|[rR]ate[lL"
                    "]imit-.*)$"
                ),
                "say": 'The header "{name}" is none of the agreed proprietary headers.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#183",
    clause="Zalando 183",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200": {description: Fine., headers: {X-RateLimit-Limit: {schema: {type: string}}}}
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
        "200": {description: Fine., headers: {X-Shop-Secret: {schema: {type: string}}}}
""",
    ),
)
"""The rule."""
