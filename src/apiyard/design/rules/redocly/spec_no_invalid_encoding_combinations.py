"""encoding must not stand beside prefixEncoding or itemEncoding."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.spec_no_invalid_encoding_combinations import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="spec-no-invalid-encoding-combinations",
    why="OpenAPI 3.2 allows one of the two (Media Type Object).",
    description="encoding must not stand beside prefixEncoding or itemEncoding.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas3_2",),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/spec-no-invalid-encoding-combinations",
    good=(
        """
openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      requestBody: {content: {multipart/mixed: {itemEncoding: {contentType: image/png}}}}
      responses: {"200": {description: Pets.}}
""",
    ),
    bad=(
        """
openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      requestBody: {content: {multipart/mixed: {encoding: {a: {}}, itemEncoding: {contentType: image/png}}}}
      responses: {"200": {description: Pets.}}
""",
    ),
)
