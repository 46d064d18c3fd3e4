"""One check of one value: what is found so far, and what is left of the bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from apiyard.core.errors import TooLargeError
from apiyard.design.schema_check.error import SchemaError
from apiyard.spec.inventory import Path

MAX_STEPS: Final = 2_000_000
_MAX_ERRORS: Final = 100_000

# A place is the place it hangs on, the key, and the value there. Paths are only made of it for errors.
Place: TypeAlias = "tuple[Place | None, str | int, Any]"
Found: TypeAlias = tuple["Place", str, str, Mapping[str, Any], str]
Follow: TypeAlias = Callable[[Any], Any]


class StopError(Exception):
    """The first error is found and no other is asked for."""


class Seen:
    """Which properties and items of a value some keyword has looked at (for ``unevaluated...``)."""

    __slots__ = ("items", "props")

    def __init__(self) -> None:
        self.props: set[str] | None = set()
        """The names; None for all."""
        self.items: int | None = 0
        """How many at the start; None for all."""

    def add(self, other: Seen) -> None:
        """Add what another one has seen."""
        if self.props is not None:
            self.props = None if other.props is None else self.props | other.props
        self.see_items(other.items)

    def see_items(self, count: int | None) -> None:
        """Add items at the start; None for all."""
        if self.items is not None:
            self.items = None if count is None else max(self.items, count)


Check: TypeAlias = Callable[["Run", Place, "Seen | None"], bool]
"""Looks at a value at its place and says whether nothing was found."""


class Run:
    """The state of one check."""

    __slots__ = ("anchors", "errors", "follow", "passed", "steps")

    def __init__(self, follow: Follow | None) -> None:
        self.follow = follow
        self.errors: list[Found] = []
        self.steps = MAX_STEPS
        self.anchors: dict[str, Any] = {}
        # What held for the target of a reference holds wherever it is referred to.
        self.passed: dict[tuple[int, int], Any] = {}

    def tick(self) -> None:
        """Count a step.

        Raises:
            TooLargeError: there were too many.
        """
        self.steps -= 1
        if self.steps < 0 or len(self.errors) > _MAX_ERRORS:
            raise TooLargeError("checking a value against a schema takes too many steps")

    def meaning(self, value: Any, place: Place | None) -> Any:
        """Give what a reference object means; the object itself when it leads back to where it hangs on."""
        if self.follow is None:
            return value
        target = self.follow(value)
        if target is not value:
            above = place
            while above is not None:
                if above[2] is target:
                    return value
                above = above[0]
        return target


def path_of(place: Place) -> Path:
    """Give the keys from the root to a place."""
    keys: list[str | int] = []
    at: Place | None = place
    while at is not None and at[0] is not None:
        keys.append(at[1])
        at = at[0]
    return tuple(reversed(keys))


def error_of(found: Found) -> SchemaError:
    """Give what was found in the form for others."""
    place, keyword, message, params, schema_path = found
    circular = isinstance(place[2], dict) and "$ref" in place[2]
    return SchemaError(path_of(place), keyword, message, params, schema_path, circular)
