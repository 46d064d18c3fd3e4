"""A test server that looks like production gets production data."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api9-2023-inventory-environment",
    name="owasp:api9:2023-inventory-environment",
    why="A test server that looks like production gets production data (API9:2023).",
    description="The description of a server must name its environment, such as local, staging or production.",
    severity=Severity.ERROR,
    formats=("oas3",),
    given=("$.servers.*",),
    then=(
        Then(
            PATTERN,
            "description",
            options={
                "match": "/(local|sandbox|alpha|beta|test|testing|stag|staging|prod|production|next"
                "|preprod|preproduction)/i"
            },
        ),
    ),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers:
  - {url: "https://pets.internal", description: Staging.}
paths: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers:
  - {url: "https://pets.internal", description: Ours.}
paths: {}
""",
    ),
)
