"""The order of an API's life, in which commands are listed."""

from __future__ import annotations

LIFE: dict[str, tuple[str, ...]] = {
    "Begin": ("init", "import", "trust", "doctor"),
    "Design": (
        "new",
        "studio",
        "lint",
        "migrate",
        "rules",
        "lsp",
        "diff",
        "checks",
        "schema",
        "version",
        "changelog",
        "bundle",
        "split",
        "overlay",
        "convert",
        "stats",
    ),
    "Mock": ("mock", "proxy"),
    "Verify": ("verify",),
    "Run": ("up", "plan", "apply", "status"),
    "Release": ("release", "approve"),
    "Publish": ("docs",),
    "Deploy": ("deploy", "promote", "rollouts", "rollback"),
    "Access": ("keys", "tokens", "people"),
    "Observe": ("traffic", "logs"),
    "Govern": ("ledger",),
    "End": ("down",),
    "See it all": ("demo",),
    "Processes": ("server", "agent"),
}
"""Stage of life and its commands, in order; a test holds it against the folder ``cli/commands``."""
