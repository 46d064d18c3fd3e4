"""From pointers into the bundled tree back to places in the source files."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.finding import Location
from apiyard.core.noun import dataclass
from apiyard.spec.parse import Document


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a tree came from.

    Args:
        root: the name of the main document.
        documents: the parsed files by name.
        upgraded: pointers of the tree that stood elsewhere before the upgrade.
        moved: pointers that came from another file or place: document and pointer there.
    """

    root: str
    documents: Mapping[str, Document]
    upgraded: Mapping[str, str]
    moved: Mapping[str, tuple[str, str]]

    def locate(self, pointer: str) -> Location:
        """Give the place that a pointer into the tree came from."""
        prefix = _nearest(pointer, self.upgraded)
        if prefix is not None:
            pointer = self.upgraded[prefix] + pointer[len(prefix) :]
        prefix = _nearest(pointer, self.moved)
        uri = self.root
        if prefix is not None:
            uri, target = self.moved[prefix]
            pointer = target + pointer[len(prefix) :]
        return self.documents[uri].locate(pointer)


def _nearest(pointer: str, known: Mapping[str, object]) -> str | None:
    """Give the longest known pointer that the pointer starts with."""
    if not known:
        return None
    while pointer not in known:
        if not pointer:
            return None
        pointer = pointer.rpartition("/")[0]
    return pointer
