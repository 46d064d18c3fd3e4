"""Requests should be of the media types that are allowed."""

from __future__ import annotations

from apiyard.design.functions.redocly.request_mime_type import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="request-mime-type",
    why="Clients and servers agree on few media types.",
    description="Requests should be of the media types that are allowed.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION, options={"allowedValues": ["application/json"]}),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/request-mime-type",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      requestBody: {content: {application/json: {}}}
      responses: {"200": {description: Pets.}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      requestBody: {content: {application/xml: {}}}
      responses: {"200": {description: Pets.}}
""",
    ),
)
