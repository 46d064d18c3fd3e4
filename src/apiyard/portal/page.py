"""The type of a page: where it stands, which template shows it, and how its view becomes the template's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from apiyard.core import catalog
from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the portal.

    Args:
        id: its id, equal to the file's name with hyphens.
        path: where it is served; parts in braces are given to whoever reads its view.
        title: its name for people.
        why: one sentence: what somebody wants here.
        template: file name of its template.
        news: what makes it look again: ``ledger``, ``intents``, ``traffic``.
        live: ids of the elements that are renewed then; everything else stays as the person left it.
        context: gives the template's words from the view; pure.
        place: where it stands in the navigation, from 1; 0 for a page that is reached from another one.
        section: the page whose entry in the navigation is lit; empty for its own.
    """

    id: str
    path: str
    title: str
    why: str
    template: str
    news: tuple[str, ...]
    live: tuple[str, ...]
    context: Callable[[Any], Mapping[str, object]]
    place: int = 0
    section: str = ""


def pages() -> MappingProxyType[str, Page]:
    """Give all pages by id."""
    return catalog.scan("apiyard.portal.pages", "PAGE", Page)


def navigation() -> tuple[Page, ...]:
    """Give the pages of the navigation, in its order."""
    return tuple(sorted((page for page in pages().values() if page.place), key=lambda page: page.place))
