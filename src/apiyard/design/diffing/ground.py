"""The trees that schemas are decided in, on one side of the exchange."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.design.cause import Direction
from apiyard.design.containment.contain import Schemas
from apiyard.design.diffing.below import Key
from apiyard.design.diffing.pair import Contracts
from apiyard.spec import pointer as pointers

SOURCE = "urn:apiyard:source"
TARGET = "urn:apiyard:target"
_DATA = frozenset(("enum", "const", "default", "example", "examples"))
_MAX_REFS = 64


@dataclass(slots=True)
class Ground:
    """Both trees as one side means them: for requests from the old to the new one, for responses the other way.

    Args:
        direction: the side.
        source: the tree of the contract whose values must be taken.
        target: the tree of the one that must take them.
        schemas: both for the engine.
        paired: for what both have and is compared on its own, by its pointer in the target that in the source: what
            an edit brings refers to it as it was, so that only this edit is judged.
    """

    direction: Direction
    source: Json
    target: Json
    schemas: Schemas
    paired: Mapping[str, str]

    def own(self, at: Key) -> tuple[Json, Json]:
        """Give a pair of schemas as this side means them: what must be taken, and by what."""
        left, right = self.pointers(at)
        return _schema(pointers.get(self.source, left)), _schema(pointers.get(self.target, right))

    def pointers(self, at: Key) -> Key:
        """Give the pointers of a pair: into the source, and into the target."""
        return at if self.direction == "request" else (at[1], at[0])

    def meant(self, pointer: str) -> tuple[Json, str]:
        """Follow the plain references from a pointer into the source: the schema and where it stands."""
        value: object = pointers.get(self.source, pointer)
        for _ in range(_MAX_REFS):
            ref = value.get("$ref") if isinstance(value, dict) and len(value) == 1 else None
            if not isinstance(ref, str) or not ref.startswith("#"):
                break
            pointer = pointers.from_fragment(ref[1:])
            value = pointers.get(self.source, pointer)
        return _schema(value), pointer

    def without(self, refs: Iterable[str]) -> Ground:
        """Give the same trees, where what an edit brings refers by these references to what they mean in the target."""
        apart = {pointers.from_fragment(ref[1:]) for ref in refs}
        return replace(self, paired={ours: theirs for ours, theirs in self.paired.items() if ours not in apart})

    def taken(self, value: Json) -> Json:
        """Give a schema of either tree with all its references made absolute."""
        return cast("Json", self._absolute(value))

    def _absolute(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: self._reference(inner) if name == "$ref" else inner if name in _DATA else self._absolute(inner)
                for name, inner in value.items()
            }
        if isinstance(value, list):
            return [self._absolute(inner) for inner in value]
        return value

    def _reference(self, ref: Any) -> Any:
        if not isinstance(ref, str) or not ref.startswith("#"):
            return ref
        same = self.paired.get(pointers.from_fragment(ref[1:]))
        return f"{TARGET}{ref}" if same is None else f"{SOURCE}#{pointers.to_fragment(same)}"


def ground(contracts: Contracts, direction: Direction, *, units: Iterable[Key] = ()) -> Ground:
    """Make the trees of one side.

    Args:
        contracts: both contracts.
        direction: the side.
        units: the pairs of pointers that are compared on their own.

    Returns:
        Its trees; made once for all questions.
    """
    old, new = contracts.old.scope.directed(direction), contracts.new.scope.directed(direction)
    source, target = (old, new) if direction == "request" else (new, old)
    paired: dict[str, str] = {}
    for key in units:
        ours, theirs = key if direction == "request" else (key[1], key[0])
        # Under its own name before any other one.
        if theirs not in paired or ours == theirs:
            paired[theirs] = ours
    return Ground(direction, source, target, Schemas({SOURCE: source, TARGET: target}), paired)


def at_source(pointer: str) -> dict[str, Json]:
    """Give a schema that refers to a place of the source."""
    return {"$ref": f"{SOURCE}#{pointers.to_fragment(pointer)}"}


def _schema(value: object) -> Json:
    return cast("Json", value) if isinstance(value, dict | bool) else True
