"""Someone who finds a fault needs somebody to tell."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-info-contact",
    why="Someone who finds a fault needs somebody to tell.",
    description="The info must name a contact with name, url and email.",
    severity=Severity.WARN,
    given=("$.info",),
    then=(
        Then(TRUTHY, "contact"),
        Then(TRUTHY, "contact.name"),
        Then(TRUTHY, "contact.url"),
        Then(TRUTHY, "contact.email"),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#218",
    clause="Zalando 218",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0, contact: {name: Shop, url: 'https://shop.example', email: shop@shop.example}}
paths: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0, contact: {name: Shop}}
paths: {}
""",
    ),
)
"""The rule."""
