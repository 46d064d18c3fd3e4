"""Errors are told in one form."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.apiyard.error_responses_problem_json import FUNCTION
from apiyard.design.rule import Rule, Then

_DOCUMENT = """
openapi: 3.1.0
info: {{title: Pets, version: 1.0.0}}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200": {{description: Pets., content: {{application/json: {{}}}}}}
        "404": {{description: None., content: {{{media}: {{}}}}}}
"""

RULE = Rule(
    id="error-responses-problem-json",
    why="A client handles the errors of all APIs with one piece of code when they are problem details (RFC 9457).",
    description="Error responses should be problem details (RFC 9457).",
    message="{{error}}",
    severity=Severity.WARN,
    formats=("oas2", "oas3"),
    resolved=False,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(_DOCUMENT.format(media="application/problem+json"),),
    bad=(_DOCUMENT.format(media="application/json"),),
)
"""The rule."""
