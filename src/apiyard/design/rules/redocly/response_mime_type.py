"""Responses should be of the media types that are allowed."""

from __future__ import annotations

from apiyard.design.functions.redocly.response_mime_type import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="response-mime-type",
    why="Clients and servers agree on few media types.",
    description="Responses should be of the media types that are allowed.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION, options={"allowedValues": ["application/json", "application/problem+json"]}),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/response-mime-type",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"200": {description: Pets., content: {application/json: {}}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"200": {description: Pets., content: {application/xml: {}}}}
""",
    ),
)
