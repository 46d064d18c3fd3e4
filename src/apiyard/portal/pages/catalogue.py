"""The catalogue: what there is, where it runs and how it does."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.portal.catalogue_view import CatalogueView
from apiyard.portal.page import Page
from apiyard.portal.sparkline import sparkline


def _context(view: CatalogueView) -> Mapping[str, object]:
    sparks = {card.api: sparkline(card.pulse.points) for card in view.cards if card.pulse}
    return {"view": view, "sparks": sparks, "heading": view.workspace}


PAGE = Page(
    id="catalogue",
    path="/portal",
    title="Catalogue",
    why="What APIs are there, who owns them, which version answers where, and are they well?",
    template="catalogue.html",
    news=("intents", "traffic"),
    live=("gateways", "cards"),
    context=_context,
    place=1,
)
