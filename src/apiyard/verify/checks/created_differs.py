"""What was made has what was sent."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="created-differs",
    why="The contract names the same member in the request and in the reply. What the service makes of a text it may "
    "tell in its reply to the making.",
)
