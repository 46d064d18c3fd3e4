"""Servers whose audience nobody wrote down are forgotten and attacked."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.defined import FUNCTION as DEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api9-2023-inventory-access",
    name="owasp:api9:2023-inventory-access",
    why="Servers whose audience nobody wrote down are forgotten and attacked (API9:2023).",
    description="Each server must say for whom it is: x-internal, true or false.",
    severity=Severity.ERROR,
    formats=("oas3",),
    given=("$.servers.*",),
    then=(Then(DEFINED, "x-internal"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers:
  - {url: "https://pets.internal", x-internal: true}
paths: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers:
  - {url: "https://pets.internal"}
paths: {}
""",
    ),
)
