"""Which references stand at the same place inside two values of a keyword that is decided as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.design.diffing.below import (
    LISTED,
    NAMED,
    SINGLE,
    WHOLE,
    Inner,
    Key,
    below,
    equal_below,
    reference_steps,
    step,
    watched,
)
from apiyard.design.diffing.branches import Same, reference
from apiyard.design.diffing.place import Step
from apiyard.design.diffing.referring import references

_BELOW = frozenset((*NAMED, *SINGLE, *LISTED))
Shared = tuple[tuple[Step, ...], str, str]


def shared(word: str, holders: tuple[dict[str, Any], dict[str, Any]], at: Key, *, same: Same) -> Iterator[Shared]:
    """Give the references that stand at the same place of both values, each with all steps to it.

    Every step counts: below ``not`` accepting more means accepting less, wherever it stands on the way.

    Args:
        word: the keyword.
        holders: the schemas that have it.
        at: where they stand.
        same: says whether two references mean the same component.

    Yields:
        The steps from the schemas that have the keyword, the reference of the old and that of the new one.
    """
    waiting: list[tuple[Json, Json, tuple[Step, ...]]] = [
        (one, other, (watched(way, *holders),)) for one, other, way in _inner(word, holders, at, same=same)
    ]
    while waiting:
        one, other, steps = waiting.pop()
        if not isinstance(one, dict) or not isinstance(other, dict) or not references(one):
            continue
        here = (steps[-1].old, steps[-1].new)
        before, after = reference(one), reference(other)
        if before is not None and after is not None and same(before, after):
            yield (*steps, *reference_steps(one, other, here)), before, after
        for each in one:
            if each in other:
                found = _inner(each, (one, other), here, same=same)
                waiting.extend((left, right, (*steps, watched(way, one, other))) for left, right, way in found)


def _inner(word: str, holders: tuple[dict[str, Any], dict[str, Any]], at: Key, *, same: Same) -> Iterator[Inner]:
    """Give the pairs of schemas below a keyword, whichever it is."""
    one, other = (each[word] for each in holders)
    if word == "dependentSchemas":
        if isinstance(one, dict) and isinstance(other, dict):
            yield from ((one[name], other[name], step(word, at, name)) for name in one if name in other)
    elif word in WHOLE:
        yield one, other, step(word, at)
    elif word in _BELOW:
        yield from equal_below(word, one, at) if one == other else below(word, (one, other), at, same=same).inner
