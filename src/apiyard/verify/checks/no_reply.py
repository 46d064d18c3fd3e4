"""A service answers every request."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="no-reply",
    why="A service answers every request: a caller cannot tell silence from a broken network.",
)
