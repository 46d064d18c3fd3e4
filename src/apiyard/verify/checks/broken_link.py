"""A link of the contract leads to what is there."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="broken-link",
    why="The contract itself says with which values the other operation is to be called (OpenAPI 3.1, Link Object).",
)
