"""A change on a condition that is true is not refused for it."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="fresh-write-refused",
    why="If-Match with the ETag that is shown before and after is true, and 412 says that it is false (RFC 9110, "
    "section 13.1.1).",
)
