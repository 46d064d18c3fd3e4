"""Circles of references on which accepting more need not mean accepting more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from apiyard.design.diffing.below import Key
from apiyard.design.diffing.place import Step

Edges = Mapping[Key, Iterable[tuple[Key, tuple[Step, ...]]]]


def turning(edges: Edges) -> frozenset[Key]:
    """Give the units on a circle that leads through a keyword such as ``oneOf`` or ``not``.

    What is proved of one edit with all else as it was does not hold there: the edit meets itself again.

    Args:
        edges: for each unit, what it refers to and the steps to it.

    Returns:
        These units.
    """
    odd = [
        (one, other) for one, held in edges.items() for other, steps in held if not all(each.monotone for each in steps)
    ]
    if not odd:
        return frozenset()
    backward: dict[Key, list[Key]] = {}
    forward: dict[Key, list[Key]] = {}
    for one, held in edges.items():
        for other, _ in held:
            forward.setdefault(one, []).append(other)
            backward.setdefault(other, []).append(one)
    found: set[Key] = set()
    for one, other in dict.fromkeys(odd):
        if one in found and other in found:
            continue
        # All that the step's end leads to and that leads to its start.
        after = _from(other, forward)
        if one in after:
            found |= after & _from(one, backward)
    return frozenset(found)


def _from(start: Key, edges: Mapping[Key, list[Key]]) -> set[Key]:
    found, waiting = {start}, [start]
    while waiting:
        for each in edges.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found
