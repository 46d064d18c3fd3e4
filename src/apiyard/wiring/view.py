"""The type of a view: what the house knows, read for one page; nothing is ever changed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from apiyard.core import catalog
from apiyard.core.noun import dataclass
from apiyard.wiring.parts import Parts
from apiyard.wiring.trail import Trails


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see.

    Args:
        path: the parts of the page's path.
        query: the query of the address.
        admin: whether the person may change things.
        now: the time of the view, aware.
        trails: how the evidence of rollouts grew.
        address: path and query of the page.
    """

    path: Mapping[str, str]
    query: Mapping[str, str]
    admin: bool
    now: datetime
    trails: Trails
    address: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows.

    Args:
        id: the id of the page, equal to the file's name with hyphens.
        why: one sentence: what it is read for.
        read: reads it; raises NotFoundError when there is no such thing.
    """

    id: str
    why: str
    read: Callable[[Parts, Asked], object]


def views() -> MappingProxyType[str, View]:
    """Give all views by id."""
    return catalog.scan("apiyard.wiring.views", "VIEW", View)
