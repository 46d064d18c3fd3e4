"""The format of days."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import DATE

_PATTERN = f"^{DATE}$"

FORMAT = Format(
    id="date",
    why="A day of the calendar (RFC 3339, full-date).",
    inner=(_PATTERN,),
    outer=(_PATTERN,),
    good=("2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31", "2023-11-30"),
    bad=("2023-02-29", "1900-02-29", "2024-13-01", "2024-04-31", "2024-1-01", "24-01-01", "2024-01-00", ""),
)
