"""A change on a condition that is false is refused."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="stale-write-taken",
    why="If-Match with a former ETag is false, and then the change must not be made (RFC 9110, section 13.1.1).",
)
