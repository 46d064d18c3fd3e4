"""The documents of an API while they are being mended: what they say now, and the changes that made it so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Change, Insert, Move, Remove, Rename, Reorder, changed
from apiyard.spec.grammar import METHODS
from apiyard.spec.inventory import Inventory
from apiyard.spec.pointer import MISSING
from apiyard.spec.source import resolve

_VERBS = (*METHODS, "query")
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Call:
    """An operation of the documents.

    Args:
        uri: the document that it stands in.
        pointer: its place there.
        path: the path as written.
        method: the method, small letters.
        value: the operation.
    """

    uri: str
    pointer: str
    path: str
    method: str
    value: Mapping[str, Any]


@dataclass(slots=True)
class Revision:
    """The state of a revision.

    Args:
        root: the name of the main document.
        values: what each document says now.
        changes: by document, the changes since the inventory was read.
        disturbed: by document, the places below which old pointers mean something else now.
    """

    root: str
    values: dict[str, Json]
    changes: dict[str, list[Change]] = field(default_factory=dict)
    disturbed: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, inventory: Inventory) -> Revision:
        """Begin the revision of an inventory.

        Args:
            inventory: the documents.
        """
        return cls(inventory.root.uri, {uri: each.value for uri, each in inventory.documents.items()})

    @property
    def main(self) -> Any:
        """The main document as it is now."""
        return self.values[self.root]

    @property
    def version(self) -> str:
        """The version that the main document is written in, such as ``3.1.0``; empty when it says none."""
        main = self.main if isinstance(self.main, dict) else {}
        return str(main.get("openapi", main.get("swagger", "")))

    def get(self, uri: str, pointer: str) -> Any:
        """Give what stands at a place now, or ``MISSING``."""
        return pointers.get(self.values[uri], pointer) if uri in self.values else MISSING

    def follow(self, uri: str, value: Any) -> tuple[str, Any]:
        """Give what a reference object means, and the document that it stands in; anything else means itself."""
        for _ in range(_DEEPEST):
            ref = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(ref, str):
                return uri, value
            file, _, fragment = ref.partition("#")
            uri = resolve(uri, file) if file else uri
            value = self.get(uri, pointers.from_fragment(fragment))
        return uri, MISSING

    def make(self, uri: str, change: Change) -> None:
        """Make a change.

        Args:
            uri: the document.
            change: the change.

        Raises:
            InvalidInputError: there is no such place, or a name is taken.
        """
        before = self.values[uri]
        self.values[uri] = changed(before, change)
        self.changes.setdefault(uri, []).append(change)
        around = change.pointer.rpartition("/")[0]
        places = self.disturbed.setdefault(uri, set())
        if isinstance(change, Remove | Rename):
            places.add(change.pointer)
        if isinstance(pointers.get(before, around), list) and (
            isinstance(change, Remove | Move) or (isinstance(change, Insert) and not change.pointer.endswith("/-"))
        ):
            places.add(around)
        if isinstance(change, Reorder) and isinstance(pointers.get(before, change.pointer), list):
            places.add(change.pointer)

    def is_disturbed(self, uri: str, pointer: str) -> bool:
        """Say whether an old pointer may mean something else now."""
        places = self.disturbed.get(uri)
        while places and pointer:
            if pointer in places:
                return True
            pointer = pointer.rpartition("/")[0]
        return False

    def operations(self) -> Iterator[Call]:
        """Give the operations of the main document's paths, also those in other files, in order."""
        paths = self.main.get("paths") if isinstance(self.main, dict) else None
        for path, written in paths.items() if isinstance(paths, dict) else ():
            uri, item = self.root, written
            place = pointers.join("/paths", path)
            ref = written.get("$ref") if isinstance(written, dict) else None
            if isinstance(ref, str):
                file, _, fragment = ref.partition("#")
                uri, item = self.follow(self.root, written)
                place = pointers.from_fragment(fragment)
                if file and uri != resolve(self.root, file):
                    continue
            for method in _VERBS:
                operation = item.get(method) if isinstance(item, dict) else None
                if isinstance(operation, dict):
                    yield Call(uri, pointers.join(place, method), path, method, operation)
