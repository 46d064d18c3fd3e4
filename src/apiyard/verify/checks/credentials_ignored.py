"""What asks for credentials gives nothing without them."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="credentials-ignored",
    why="The contract says that an operation asks for credentials, and names no way without them (OpenAPI 3.1, "
    "Security Requirement Object); a service that answers all the same is open to everybody.",
)
