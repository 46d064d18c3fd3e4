"""A row of counts as the path of a small picture."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 120
"""Width of the picture, in units of its own."""

HEIGHT = 28
"""Its height, in the same units."""


def sparkline(points: Sequence[int]) -> str:
    """Give the path of a line through counts, from left to right, the largest one at the top.

    Args:
        points: counts, not negative.

    Returns:
        The ``d`` of an SVG path (SVG 2, 9.3); empty when there are less than two points or nothing happened.
    """
    top = max(points, default=0)
    if len(points) < 2 or top <= 0:
        return ""
    step = WIDTH / (len(points) - 1)
    spots = [(place * step, HEIGHT - 2 - count / top * (HEIGHT - 4)) for place, count in enumerate(points)]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
