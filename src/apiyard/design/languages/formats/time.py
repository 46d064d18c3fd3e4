"""The format of times of a day."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import ANY_TIME, SURE_TIME

FORMAT = Format(
    id="time",
    why="A time of a day with its zone (RFC 3339, full-time).",
    inner=(f"^{SURE_TIME}$",),
    outer=(f"^{ANY_TIME}$",),
    good=("12:00:00Z", "23:59:60Z", "22:59:60-01:00", "12:00:00.5+23:59", "12:00:00z", "12:00:00-00:00"),
    bad=("12:00:00", "24:00:00Z", "12:59:60Z", "12:00:00+24:00", "12:00Z", "12:00:00.Z", "12:00:00+0100", ""),
)
