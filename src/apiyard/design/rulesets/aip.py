"""The ruleset after the API improvement proposals of Google."""

from __future__ import annotations

from apiyard.design.ruleset import Ruleset

RULESET = Ruleset(
    id="aip",
    why="the parts of the API improvement proposals of Google that a description shows",
    names=("apiyard:aip",),
    group="aip",
    formats=("oas2", "oas3", "oas3_0", "oas3_1", "oas3_2"),
)
