"""The short form is what everybody writes, and the same everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0140-abbreviations",
    why="The short form is what everybody writes, and the same everywhere.",
    description="Long words should be abbreviated as usual: config, id, info, spec, stats.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": (
                    "(^|_)(configuration|identifier|information|specification|statistics)$|(Configu"
                    "ration|Identifier|Information|Specification|Statistics)$"
                ),
                "must": {"not": {}},
                "say": '"{name}" should use the usual short form: config, id, info, spec or stats.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/140",
    clause="AIP-140",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        config: {type: object, properties: {}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        serverConfiguration: {type: string}
""",
    ),
)
"""The rule."""
