"""The words with which people set how contracts are compared."""

from __future__ import annotations

from enum import StrEnum

LEVELS = ("off", "safe", "unknown", "breaking")
"""What a check can be set to: not asked at all, or the verdict that it always has."""
MOST_BUDGET = 100_000_000
"""The most steps that one question of containment may be given."""


class FailOn(StrEnum):
    """From which verdict on a comparison fails."""

    BREAKING = "breaking"
    UNKNOWN = "unknown"
    SAFE = "safe"
    NONE = "none"
