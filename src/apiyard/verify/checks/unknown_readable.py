"""An id that nobody gave leads to nothing."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="unknown-readable",
    why="The contract names 404 for this operation, and the id is one of very many.",
)
