"""What a function may ask about the value it looks at."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import TooLargeError
from apiyard.design.jsonpath.path import Entry
from apiyard.design.linting.place import Place, place_of, reached_path
from apiyard.spec.inventory import Inventory, Path, Spot

if TYPE_CHECKING:
    from apiyard.spec.contract import Contract

MAX_WHOLE = 500_000


class RuleContext:
    """The context of one rule; it moves from value to value.

    Args:
        inventory: the documents.
        formats: the formats of the main document.
        rule: the rule's name.
        resolved: whether it looks through references.
        make: gives the compiled contract.
    """

    __slots__ = ("_make", "_way", "entry", "formats", "inventory", "resolved", "rest", "rule")

    def __init__(
        self,
        inventory: Inventory,
        formats: frozenset[str],
        rule: str,
        *,
        resolved: bool,
        make: Callable[[], Contract],
    ) -> None:
        """Start at the whole document."""
        self.inventory = inventory
        self.formats = formats
        self.rule = rule
        self.resolved = resolved
        self._make = make
        self.entry: Entry = (inventory.root.value, None, None, None)
        self.rest: Path = ()
        self._way: tuple[Entry, Path] = (self.entry, ())

    @property
    def root(self) -> Any:
        """The value of the whole main document."""
        return self.inventory.root.value

    @property
    def spot(self) -> Spot:
        """Where the value really stands."""
        place = self.place(())
        return Spot(place.uri, (*place.path, *place.missing))

    @property
    def path(self) -> Path:
        """The path by which the value was first reached."""
        if self._way[0] is not self.entry:
            self._way = (self.entry, reached_path(self.entry))
        return self._way[1] + self.rest if self.rest else self._way[1]

    @property
    def parent(self) -> Any:
        """What holds the value, as written there; None for a whole document."""
        if not self.rest and self.entry[3] is None:
            return None if self.entry[2] is None else self.entry[2][0]
        spot = self.spot
        value: Any = self.inventory.documents[spot.uri].value
        for key in spot.path[:-1]:
            inside = key in value if type(value) is dict else type(value) is list and type(key) is int
            if not inside:
                return None
            value = value[key]
        return value if spot.path else None

    def below(self, path: Path) -> RuleContext:
        """Give the context of something below the value."""
        other = copy(self)
        other.rest = (*self.rest, *path)
        return other

    def place(self, below: Path) -> Place:
        """Give the place of something below the value."""
        return place_of(self.inventory, self.entry, (*self.rest, *below), resolved=self.resolved)

    def follow(self, value: Any) -> Any:
        """Give what a reference object means, or the value itself."""
        if self.resolved and type(value) is dict and "$ref" in value:
            found = self.inventory.target(value)
            if found is not None:
                return found[0]
        return value

    def whole(self, value: Any) -> Any:
        """Give a copy with all references replaced; a circle keeps its reference.

        Raises:
            TooLargeError: the copy is too big.
        """
        return _Copier(self.inventory).copy(value)

    def contract(self) -> Contract:
        """Give the compiled contract.

        Raises:
            ApiyardError: there is none; says why.
        """
        return self._make()


class _Copier:
    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        self.left = MAX_WHOLE
        self.open: set[int] = set()

    def copy(self, value: Any) -> Any:
        kind = type(value)
        if kind is not dict and kind is not list:
            return value
        self.left -= 1
        if self.left < 0:
            raise TooLargeError(f"there are more than {MAX_WHOLE} values with all references replaced")
        if kind is list:
            return [self.copy(each) for each in value]
        target = self.inventory.target(value) if "$ref" in value else None
        if target is None:
            return self._members(value, value)
        return dict(value) if id(target[0]) in self.open else self._members(target[0], target[0])

    def _members(self, key: Any, value: Any) -> Any:
        if type(value) is not dict:
            return self.copy(value)
        if len(self.open) > 150:
            return dict(value)
        known = id(key) in self.open
        self.open.add(id(key))
        made = {name: self.copy(each) for name, each in value.items()}
        if not known:
            self.open.discard(id(key))
        return made
