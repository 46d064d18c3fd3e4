"""The ruleset for the OWASP API Security Top 10, equal to the field's."""

from __future__ import annotations

from apiyard.design.ruleset import AliasTarget, Ruleset


def _of_type(name: str) -> tuple[AliasTarget, ...]:
    alone = f'$..[?(@ && @.type=="{name}")]'
    among = f'$..[?(@ && @.type && @.type.constructor.name === "Array" && @.type.includes("{name}"))]'
    return AliasTarget(("oas2", "oas3_0"), (alone,)), AliasTarget(("oas3_1",), (alone, among))


RULESET = Ruleset(
    id="owasp",
    why="what a description can do against the OWASP API Security Top 10 of 2023",
    names=("spectral:owasp", "@stoplight/spectral-owasp-ruleset"),
    group="owasp",
    formats=("oas2", "oas3"),
    aliases={
        "ArrayProperties": _of_type("array"),
        "IntegerProperties": _of_type("integer"),
        "StringProperties": _of_type("string"),
    },
)
