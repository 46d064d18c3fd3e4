"""A chart as numbers; how it is drawn is the browser's business."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.json import Json
from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart.

    Args:
        label: its name for people.
        tone: the name of its colour in the style sheet, without the two hyphens.
        values: one for each moment; None where nothing is known.
        dashed: whether it is a bound and not a measurement.
        filled: whether the area under it is filled.
    """

    label: str
    tone: str
    values: tuple[float | None, ...]
    dashed: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over one time axis.

    Args:
        unit: ``count``, ``rate`` (per second), ``share`` (0 to 1) or ``ms``.
        moments: Unix seconds, growing.
        lines: what is drawn.
    """

    unit: str
    moments: tuple[float, ...]
    lines: tuple[Line, ...]

    def to_json(self) -> Mapping[str, Json]:
        """Give the JSON that the portal's script draws."""
        return {
            "unit": self.unit,
            "lines": [
                {"label": line.label, "tone": line.tone, "dashed": line.dashed, "filled": line.filled}
                for line in self.lines
            ],
            "data": [list(self.moments), *(list(line.values) for line in self.lines)],
        }

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.moments
