"""A service that opens addresses of strangers opens inner ones too."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api7-2023-concerning-url-parameter",
    name="owasp:api7:2023-concerning-url-parameter",
    why="A service that opens addresses of strangers opens inner ones too (API7:2023).",
    description="The parameter takes an address; make sure that it cannot lead to inner hosts.",
    severity=Severity.INFO,
    given=(
        "$.paths[*].parameters[*].name",
        "$.paths[*][get,put,post,delete,options,head,patch,trace].parameters[*].name",
    ),
    then=(Then(PATTERN, options={"notMatch": "(^(callback|redirect)|(_url|Url|-url))$"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters:
        - {name: callbackUrl, in: query, schema: {type: string}}
""",
    ),
)
