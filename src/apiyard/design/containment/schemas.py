"""The documents that schemas are part of."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.containment.library import Library


@dataclass(frozen=True, slots=True)
class Schemas:
    """Trees by address; what is once read or proved of them is kept, so ask all questions with one of these.

    Args:
        trees: documents by address, such as ``urn:apiyard:old``. References in them that begin with ``#`` stay in
            their own tree; absolute ones lead anywhere.
    """

    trees: Mapping[str, Json] = field(default_factory=dict)
    _libraries: dict[bool, Library] = field(default_factory=dict, init=False, repr=False, compare=False)

    def library(self, *, formats: bool) -> Library:
        """Give the library of all schemas, with ``format`` as an assertion or without."""
        found = self._libraries.get(formats)
        if found is None:
            found = self._libraries[formats] = Library(self.trees, formats)
        return found
