"""A JSONPath as a row of steps."""

from __future__ import annotations

from typing import Any

from apiyard.core.noun import dataclass, field
from apiyard.design.jsonpath.evaluate import Ask


@dataclass(frozen=True, slots=True)
class Step:
    """One step from a value to some of its members.

    Args:
        deep: whether the members of everything below count too (``..``).
        names: the names and indices that are taken; None when the step takes others.
        every: whether all members are taken.
        bounds: start, end and step of a slice of an array.
        test: the filter: asked of each member.
        source: the filter as written; equal filters share their answers.
        needs: names that a member must have for the filter to hold: one for each way in which it can; None when that
            is not known.
        also: other sets of names, of each of which a member must have one.
        keys: the keys that a member must stand at for the filter to hold; None when that is not known.
        text: a name that a member must have, and the text that it must be if it is a text, for the filter to hold.
        exact: whether the filter holds for each object in which it is that text.
    """

    deep: bool
    names: tuple[str, ...] | None = None
    every: bool = False
    bounds: tuple[int, int | None, int] | None = None
    test: Ask | None = field(default=None, compare=False)
    source: str = ""
    needs: frozenset[str] | None = None
    also: tuple[frozenset[str], ...] = ()
    keys: frozenset[str] | None = None
    text: tuple[str, str] | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Up:
    """A step from a value to what holds it (``^``)."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A step to the member whose key an expression gives (``[(@.length-1)]``).

    Args:
        ask: the expression.
        source: as written.
    """

    ask: Ask = field(compare=False)
    source: str


@dataclass(frozen=True, slots=True)
class JsonPath:
    """A parsed JSONPath.

    Args:
        text: as written.
        steps: the steps.
        up: how many steps up are taken from each value in the end.
        keyed: whether the keys are given in the place of the values (``~``).
        containers: whether it is ``$..``: the whole document with all objects and arrays in it.
        regular: whether each step looks only at a member and its key, so that many paths can share a walk.
    """

    text: str
    steps: tuple[Step | Up | Computed, ...]
    up: int = 0
    keyed: bool = False
    containers: bool = False
    regular: bool = True


Entry = tuple[Any, ...]
"""A value as it was reached: value, key, entry of the holder; behind a reference its object and the target's Spot."""
