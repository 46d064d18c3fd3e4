"""The format of spans of time."""

from __future__ import annotations

from apiyard.design.languages.format import Format

_DAYS = r"(?:\d+D|\d+M(?:\d+D)?|\d+Y(?:\d+M(?:\d+D)?)?)"
_TIMES = r"T(?:\d+S|\d+M(?:\d+S)?|\d+H(?:\d+M(?:\d+S)?)?)"
_PATTERN = rf"^P(?:\d+W|{_DAYS}(?:{_TIMES})?|{_TIMES})$"

FORMAT = Format(
    id="duration",
    why="A span of time (RFC 3339, appendix A).",
    inner=(_PATTERN,),
    outer=(_PATTERN,),
    good=("P1D", "P1W", "P1Y2M3DT4H5M6S", "PT36H", "P0D", "P00001D", "P1M", "PT1M"),
    bad=("P", "PT", "P1W1D", "PT1H6S", "P1Y1D", "PT1.5S", "p1d", "P-1D", "P1DT", "P1H", "1D", ""),
)
