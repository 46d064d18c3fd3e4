"""A list that is asked for by a value holds only things with that value."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="filter-ignored",
    why="The parameter has the name and the values of a member of the things.",
)
