"""The ruleset for Arazzo documents, equal to the field's."""

from __future__ import annotations

from apiyard.design.ruleset import Ruleset

RULESET = Ruleset(
    id="arazzo",
    why="what the field asks of Arazzo documents: their workflows are valid and refer to what is there",
    names=("spectral:arazzo",),
    group="arazzo",
    formats=("arazzo1_0",),
    documentation_url="https://meta.stoplight.io/docs/spectral/docs/reference/arazzo-rules.md",
)
