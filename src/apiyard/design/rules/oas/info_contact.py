"""The document says whom to ask."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="info-contact",
    why="Who has a question about an API wants to know whom to ask.",
    description='The info object needs a "contact".',
    given=("$",),
    then=(Then(TRUTHY, "info.contact"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, contact: {name: Pet team}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
""",
    ),
)
