"""The reference of an API, with calls that really go through the gateway."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.portal.page import Page
from apiyard.portal.reference_view import ReferenceView


def _context(view: ReferenceView) -> Mapping[str, object]:
    return {"view": view, "heading": f"{view.title} reference"}


PAGE = Page(
    id="reference",
    path="/portal/apis/{api}/reference",
    title="Reference",
    why="How is this API called, and what does it answer right now?",
    template="reference.html",
    news=(),
    live=(),
    context=_context,
    section="catalogue",
)
