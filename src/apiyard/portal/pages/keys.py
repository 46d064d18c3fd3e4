"""Consumers and their keys."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.portal.keys_view import KeysView
from apiyard.portal.page import Page


def _context(view: KeysView) -> Mapping[str, object]:
    good = [key for key in view.keys if key.state == "good"]
    others = [key for key in view.keys if key.state != "good"]
    return {"view": view, "good": good, "others": others, "heading": "Consumers and keys"}


PAGE = Page(
    id="keys",
    path="/portal/keys",
    title="Keys",
    why="Who may call, how much, with which keys, and who still does?",
    template="keys.html",
    news=("intents",),
    live=("consumers", "keys"),
    context=_context,
    place=5,
)
