"""The variables in a server's url are the ones it defines."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.server_variables import FUNCTION as VARIABLES
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-server-variables",
    why="A variable that is missing, unused or without a fitting default makes a server nobody can call.",
    description="The variables of a server must be those of its url, with defaults, and give usable addresses.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$.servers[*]", "#PathItem.servers[*]", "#OperationObject.servers[*]", "#LinkObject.server"),
    then=(Then(VARIABLES, options={"checkSubstitutions": True, "requireDefault": True}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers:
  - url: https://{region}.pets.test
    variables: {region: {default: eu, enum: [eu, us]}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers:
  - url: https://{region}.pets.test
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers:
  - url: https://{region}.pets.test
    variables: {region: {default: asia, enum: [eu, us]}}
""",
    ),
)
