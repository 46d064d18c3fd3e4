"""The rules of Redocly CLI that have no equal elsewhere."""

from __future__ import annotations

from apiyard.design.ruleset import Ruleset

RULESET = Ruleset(
    id="redocly",
    why="the rules of Redocly CLI, for those who come from there",
    names=("apiyard:redocly",),
    group="redocly",
    formats=("oas2", "oas3", "oas3_0", "oas3_1", "oas3_2"),
)
