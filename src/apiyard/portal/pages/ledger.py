"""The ledger: every fact with the numbers it rests on, and whether the chain is whole."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.portal.ledger_view import LedgerView
from apiyard.portal.page import Page


def _context(view: LedgerView) -> Mapping[str, object]:
    return {"view": view, "heading": f"Ledger of {view.api}" if view.api else "Ledger"}


PAGE = Page(
    id="ledger",
    path="/portal/ledger",
    title="Ledger",
    why="What was decided, by whom and on what, and is the record as it was written?",
    template="ledger.html",
    news=("ledger",),
    live=("facts",),
    context=_context,
    place=4,
)
