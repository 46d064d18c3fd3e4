"""What was removed is gone, and cannot be used."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="deleted-still-there",
    why="A DELETE that succeeded took the thing away (RFC 9110, section 9.3.5). One that says of itself that it is "
    "removed may be shown.",
)
