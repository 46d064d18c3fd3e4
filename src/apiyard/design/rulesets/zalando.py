"""The ruleset after the RESTful API guidelines of Zalando."""

from __future__ import annotations

from apiyard.design.ruleset import Ruleset

RULESET = Ruleset(
    id="zalando",
    why="the parts of the RESTful API guidelines of Zalando that a description shows",
    names=("apiyard:zalando",),
    group="zalando",
    formats=("oas2", "oas3", "oas3_0", "oas3_1", "oas3_2"),
)
