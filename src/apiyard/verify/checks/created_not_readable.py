"""What a service says that it made can be read."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="created-not-readable",
    why="A 201, a Location and an id in the reply say that a thing is there now (RFC 9110, section 15.3.2). It is "
    "asked for some times.",
)
