"""What references mean in both contracts, and which components are the same one under another name."""

from __future__ import annotations

import re
from typing import Any

import orjson

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.diffing.branches import likeness
from apiyard.spec import exact_json
from apiyard.spec import pointer as pointers
from apiyard.spec.pointer import split

_REF = re.compile(rb'"\$ref":("(?:[^"\\]|\\.)*")')
_ALIKE = 0.5


@dataclass(slots=True)
class Referring:
    """The references of two trees.

    Args:
        old: the tree of the old contract.
        new: that of the new one.
    """

    old: Json
    new: Json
    renamed: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _targets: dict[str, str] = field(default_factory=dict)
    _found: dict[tuple[bool, str], object] = field(default_factory=dict)

    def target(self, ref: str) -> str:
        """Give the pointer that a reference means; itself when it leads out of the tree."""
        found = self._targets.get(ref)
        if found is None:
            found = pointers.from_fragment(ref[1:]) if ref.startswith("#") else ref
            self._targets[ref] = found
        return found

    def value(self, pointer: str, *, new: bool) -> object:
        """Give what stands at a pointer in one of the trees, or ``MISSING``."""
        key = (new, pointer)
        if key not in self._found:
            self._found[key] = pointers.get(self.new if new else self.old, pointer)
        return self._found[key]

    def same(self, old: str, new: str) -> bool:
        """Say whether a reference of the old contract and one of the new contract mean the same component.

        So they do when their names are equal, or when each name is known in its own contract only and the schemas are
        alike: then the first such pair is a component under another name.
        """
        before, after = self.target(old), self.target(new)
        if before == after:
            return True
        if self.renamed.get(before) == after:
            return True
        if before in self.renamed or after in self._taken or split(before)[:-1] != split(after)[:-1]:
            return False
        one, other = self.value(before, new=False), self.value(after, new=True)
        apart = self.value(before, new=True) is pointers.MISSING and self.value(after, new=False) is pointers.MISSING
        if not apart or one is pointers.MISSING or other is pointers.MISSING:
            return False
        if one != other and likeness(one, other) < _ALIKE:  # type: ignore[arg-type]
            return False
        self.renamed[before] = after
        self._taken.add(after)
        return True


def references(value: Any) -> tuple[str, ...]:
    """Give all references inside a value, each once, in its order."""
    data = exact_json.dumps(value)
    if b'"$ref":' not in data:
        return ()
    return tuple(dict.fromkeys(orjson.loads(found) for found in _REF.findall(data)))
