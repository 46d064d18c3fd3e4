"""A page has at most as many things as were asked for."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="page-too-long",
    why="The contract has a parameter for it, and callers reserve room by it.",
)
