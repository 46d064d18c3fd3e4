"""The major version in the path lets two of them run side by side."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.aip.path_version import FUNCTION as PATH_VERSION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0185-version-in-path",
    why="The major version in the path lets two of them run side by side.",
    description="Every path, or the address of the server, must begin with the major version.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(Then(PATH_VERSION),),
    documentation_url="https://google.aip.dev/185",
    clause="AIP-185",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /v1/orders: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders: {get: {responses: {}}}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /v1/orders: {get: {responses: {}}}
  /items: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
