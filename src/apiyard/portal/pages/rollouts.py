"""All rollouts: those that go on, and why the others ended as they did."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.portal.page import Page
from apiyard.portal.rollout_view import RolloutsView


def _context(view: RolloutsView) -> Mapping[str, object]:
    return {"view": view, "heading": "Rollouts"}


PAGE = Page(
    id="rollouts",
    path="/portal/rollouts",
    title="Rollouts",
    why="What goes out right now, and how did the former ones end?",
    template="rollouts.html",
    news=("intents",),
    live=("running", "ended"),
    context=_context,
    place=3,
)
