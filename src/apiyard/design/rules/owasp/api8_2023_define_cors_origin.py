"""Which pages may read an answer is decided, not left to chance."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api8-2023-define-cors-origin",
    name="owasp:api8:2023-define-cors-origin",
    why="Which pages may read an answer is decided, not left to chance (API8:2023).",
    message="The response needs a header {{property}} that says which pages may read it.",
    severity=Severity.ERROR,
    given=("$..headers",),
    then=(Then(TRUTHY, "Access-Control-Allow-Origin"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "200": {description: Pets., headers: {Access-Control-Allow-Origin: {schema: {type: string}}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "200": {description: Pets., headers: {RateLimit: {schema: {type: string}}}}
""",
    ),
)
