"""The pages together are the whole list."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="pages-miss-one",
    why="A caller who walks the pages would never see what is missing; the list is walked again before it is told.",
)
