"""One part of a description, with what can be said about it in plain values."""

from __future__ import annotations

from typing import Any

from apiyard.core.noun import dataclass, field
from apiyard.spec.inventory import Spot

KINDS = (
    "path",
    "segment",
    "variable",
    "operation",
    "query",
    "header",
    "response",
    "response-header",
    "media",
    "schema",
    "property",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part.

    Args:
        name: its name: of a property, a parameter, a segment of a path.
        view: the facts about it by name, as a JSON Schema can judge them.
        spot: where it is written.
    """

    name: str
    view: dict[str, Any]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Survey:
    """All parts of a description.

    Args:
        parts: by kind, in the order of the documents.
    """

    parts: dict[str, list[Part]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def add(self, kind: str, name: str, view: dict[str, Any], *, spot: Spot) -> None:
        """Note a part.

        Args:
            kind: one of `KINDS`.
            name: its name.
            view: the facts.
            spot: where it is written.
        """
        self.parts[kind].append(Part(name, view, spot))
