"""One API: its versions and their ends, environments, operations, releases, changes."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.portal.api_view import ApiView
from apiyard.portal.page import Page
from apiyard.portal.sparkline import sparkline


def _context(view: ApiView) -> Mapping[str, object]:
    pulse = view.card.pulse
    busiest = max((operation.requests for operation in view.operations), default=0)
    return {
        "view": view,
        "card": view.card,
        "spark": sparkline(pulse.points) if pulse else "",
        "busiest": max(1, busiest),
        "heading": view.card.title,
    }


PAGE = Page(
    id="api",
    path="/portal/apis/{api}",
    title="API",
    why="What does this API offer, which versions of it live where, and what were they allowed out on?",
    template="api.html",
    news=("ledger", "intents", "traffic"),
    live=("summary", "lanes", "versions", "operations", "releases", "changes", "rollouts", "facts"),
    context=_context,
    section="catalogue",
)
