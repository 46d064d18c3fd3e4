"""No thing is on two pages."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="pages-repeat-one",
    why="A caller who walks the pages would do its work twice; the list is walked again before it is told.",
)
