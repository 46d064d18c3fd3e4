"""An example has its value here or elsewhere, not both."""

from __future__ import annotations

from apiyard.design.functions.xor import FUNCTION as XOR
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-examples-value-or-external-value",
    name="oas3-examples-value-or-externalValue",
    why="With both nobody knows which one counts; with none there is no example.",
    description='An example needs either "value" or "externalValue".',
    formats=("oas3",),
    given=(
        "$.components.examples[*]",
        "$.paths[*][*]..content[*].examples[*]",
        "$.paths[*][*]..parameters[*].examples[*]",
        "$.components.parameters[*].examples[*]",
        "$.paths[*][*]..headers[*].examples[*]",
        "$.components.headers[*].examples[*]",
    ),
    then=(Then(XOR, options={"properties": ["externalValue", "value"]}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  examples:
    cat: {value: {name: Minka}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  examples:
    cat: {summary: A cat}
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  examples:
    cat: {value: Minka, externalValue: https://pets.test/minka}
""",
    ),
)
