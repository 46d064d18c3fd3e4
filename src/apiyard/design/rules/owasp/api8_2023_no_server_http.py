"""What goes without encryption is read on the way."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api8-2023-no-server-http",
    name="owasp:api8:2023-no-server-http",
    why="What goes without encryption is read on the way (API8:2023).",
    description="The address of a server must not begin with http:; take https: or wss:.",
    severity=Severity.ERROR,
    formats=("oas3",),
    given=("$.servers..url",),
    then=(Then(PATTERN, options={"notMatch": "/^http:/"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers:
  - {url: "https://pets.internal"}
paths: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers:
  - {url: "http://pets.internal"}
paths: {}
""",
    ),
)
