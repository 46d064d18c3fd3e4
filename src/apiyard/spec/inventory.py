"""The documents of one API as they are written, and what each reference in them means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from apiyard.core.finding import Finding, Location
from apiyard.spec import pointer as pointers
from apiyard.spec.parse import Document

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a source document.

    Args:
        uri: the document's name.
        path: keys and indices from its root.
    """

    uri: str
    path: Path = ()


@dataclass(slots=True)
class Inventory:
    """A main document with those that it refers to.

    Args:
        root: the main document.
        read: reads another document by its resolved name, as `spec.source` and `spec.parse` do.
        documents: all documents read so far by name.
        problems: what is wrong with the documents themselves: keys that occur twice (``parser``), references that mean
            nothing (``invalid-ref``).
    """

    root: Document
    read: Callable[[str], Document]
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)

    def target(self, node: dict[str, Any]) -> tuple[Any, Spot] | None:
        """Give what a reference object means and where that stands, through chains of references.

        Args:
            node: an object of one of the documents (the very object, not a copy).

        Returns:
            The value and its place; None when the object is no reference, or refers to nothing, or in a circle.
        """
        raise LookupError(node)

    def locate(self, spot: Spot) -> Location:
        """Give document, pointer, line and column of a place."""
        return self.documents[spot.uri].locate(pointers.build(spot.path))
