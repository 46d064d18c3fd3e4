"""What is made has an id of its own."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="created-twice-the-same",
    why="201 says that a new thing was made (RFC 9110, section 15.3.2), so its id is not that of another one.",
)
