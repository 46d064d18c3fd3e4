"""The format of moments."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import ANY_TIME, DATE, SURE_TIME

FORMAT = Format(
    id="date-time",
    why="A moment (RFC 3339, date-time).",
    inner=(f"^{DATE}[tT]{SURE_TIME}$",),
    outer=(f"^{DATE}[tT]{ANY_TIME}$",),
    good=(
        "2024-02-29T12:00:00Z",
        "2024-02-28t12:00:00z",
        "1998-12-31T23:59:60Z",
        "1998-12-31T15:59:60-08:00",
        "2024-02-29T12:00:00.123456789123456789+01:00",
    ),
    bad=("2024-02-29 12:00:00Z", "2024-02-30T12:00:00Z", "1998-12-31T22:59:60Z", "2024-02-29T12:00:00", "2024-02-29"),
)
