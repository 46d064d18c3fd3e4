"""What it costs to hold an exchange against both contracts, counted in branches, so that a report ends in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.diffing.place import IN_PLACE, Site
from apiyard.spec import pointer as pointers

_LISTS = ("allOf", "anyOf", "oneOf")
_SINGLE = ("not", "if", "then", "else")
_MOST = 1 << 20
_DEEPEST = 60
# The validator tells what is wrong with a value branch by branch, and at each level what was told below: so much of
# that in a few seconds.
_ROOM = 1_600_000


@dataclass(slots=True)
class Weighing:
    """Counts what the exchanges of a report cost; the same contracts always cost the same.

    Args:
        tree: of the contract that schemas are weighed in.
        room: branches that are left, each counted as often as it has levels.
    """

    tree: Json
    room: int = _ROOM
    _known: dict[int, tuple[int, int]] = field(default_factory=dict)
    _targets: dict[str, object] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)

    def takes(self, site: Site) -> bool:
        """Say whether there is room for one more question about all that stands around a site, and count it."""
        weight = sum(self._at(pointer) for pointer in _heads(site))
        if weight > self.room:
            return False
        self.room -= weight
        return True

    def _at(self, pointer: str) -> int:
        if pointer not in self._places:
            ways, levels = self._weight(pointers.get(self.tree, pointer), 0)
            self._places[pointer] = (ways - 1) * levels
        return self._places[pointer]

    def _weight(self, schema: object, depth: int) -> tuple[int, int]:
        """Count the schemas that judge the same value, each as often as there are ways to it, and their levels."""
        if not isinstance(schema, dict) or depth > _DEEPEST:
            return 1, 0
        known = self._known.get(id(schema))
        if known is None:
            # What only leads to itself costs nothing more.
            self._known[id(schema)] = 1, 0
            below = [self._weight(each, depth + 1) for each in self._in_place(schema)]
            known = min(1 + sum(ways for ways, _ in below), _MOST), 1 + max((each for _, each in below), default=-1)
            self._known[id(schema)] = known
        return known

    def _in_place(self, schema: dict[str, Any]) -> Iterator[object]:
        for word in _LISTS:
            branches = schema.get(word)
            if isinstance(branches, list):
                yield from branches
        yield from (schema[word] for word in _SINGLE if word in schema)
        ref = schema.get("$ref")
        if isinstance(ref, str) and ref.startswith("#"):
            if ref not in self._targets:
                self._targets[ref] = pointers.get(self.tree, pointers.from_fragment(ref[1:]))
            yield self._targets[ref]


def _heads(site: Site) -> Iterator[str]:
    """Give the pointers, in the old contract, of the compositions that a site's steps lead through."""
    inside = False
    for step in site.steps:
        if step.kind not in IN_PLACE:
            inside = False
        elif not inside:
            inside = True
            names = pointers.split(step.old)
            listed = names[-2:-1] and names[-2] in {*_LISTS, "dependentSchemas"}
            yield pointers.join("", *names[: -2 if listed else -1])
