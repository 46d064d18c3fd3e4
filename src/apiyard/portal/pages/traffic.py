"""Traffic by operation and consumer, with how whole the records are."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.portal.page import Page
from apiyard.portal.traffic_view import TrafficLine, TrafficView


def _most(lines: tuple[TrafficLine, ...]) -> int:
    return max(1, max((line.requests for line in lines), default=0))


def _context(view: TrafficView) -> Mapping[str, object]:
    return {
        "view": view,
        "error_rate": view.errors / view.judged if view.judged else None,
        "per_second": view.requests / view.seconds if view.seconds else 0.0,
        "busiest_operation": _most(view.operations),
        "busiest_consumer": _most(view.consumers),
        "missing": sum(whole.missing for whole in view.wholes),
        "heading": "Traffic",
    }


PAGE = Page(
    id="traffic",
    path="/portal/traffic",
    title="Traffic",
    why="Who calls what, how fast is it answered, how much of it fails, and do we know all of it?",
    template="traffic.html",
    news=("traffic",),
    live=("wholes", "figures", "flow-data", "slowness-data", "by-operation", "by-consumer", "choices"),
    context=_context,
    place=2,
)
