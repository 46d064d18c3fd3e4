"""The contact has a name, a web page and an address."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="contact-properties",
    why="Who has a question wants to know whom to ask, and how.",
    description='The contact of the API needs "name", "url" and "email".',
    recommended=False,
    given=("$.info.contact",),
    then=(Then(TRUTHY, "name"), Then(TRUTHY, "url"), Then(TRUTHY, "email")),
    good=(
        """
openapi: 3.0.3
info:
  contact: {name: Pet team, url: https://pets.test/help, email: pets@pets.test}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info:
  contact: {name: Pet team}
""",
    ),
)
