"""An API about everything is owned by nobody."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.zalando.resource_types import FUNCTION as RESOURCE_TYPES
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-resource-types",
    why="An API about everything is owned by nobody.",
    description="An API should have at most eight kinds of resources; make several of more.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(Then(RESOURCE_TYPES),),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#146",
    clause="Zalando 146",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}: {get: {responses: {}}}
  /customers/{id}: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}: {get: {responses: {}}}
  /customers/{id}: {get: {responses: {}}}
  /items/{id}: {get: {responses: {}}}
  /returns/{id}: {get: {responses: {}}}
  /refunds/{id}: {get: {responses: {}}}
  /parcels/{id}: {get: {responses: {}}}
  /articles/{id}: {get: {responses: {}}}
  /prices/{id}: {get: {responses: {}}}
  /carts/{id}: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
