"""What nobody changed stays as it is."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="changed-unasked",
    why="Reading is safe (RFC 9110, section 9.2.1), and a request for one thing is about that one.",
)
