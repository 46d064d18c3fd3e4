"""Items that all differ: enough values for each place, and a place for each value (Hall's theorem)."""

from __future__ import annotations

from typing import Any

from apiyard.design.containment.outcome import Closed, Open, Solver
from apiyard.design.containment.value import key_of


def distinct(solver: Solver, places: list[frozenset[int]]) -> tuple[list[Any] | None, Closed | Open | None]:
    """Find values that all differ.

    Args:
        solver: finds the values.
        places: the literals of each place.

    Returns:
        The values; or None and what says that there are none, or that nobody knows.
    """
    size = len(places)
    offers: dict[frozenset[int], list[Any]] = {}
    unknown = ""
    rules: set[str] = {"uniqueItems"}
    for literals in places:
        if literals not in offers:
            offers[literals], short = solver.values(literals, size)
            if isinstance(short, Open):
                unknown = unknown or short.keyword
            elif isinstance(short, Closed):
                rules |= short.rules
    taken: dict[Any, int] = {}
    given: dict[int, Any] = {}
    for place in sorted(range(size), key=lambda each: len(offers[places[each]])):
        if not _give(place, places, offers, taken=taken, given=given):
            return None, Open(unknown) if unknown else Closed(frozenset(rules))
    return [given[place] for place in range(size)], None


def _give(
    place: int,
    places: list[frozenset[int]],
    offers: dict[frozenset[int], list[Any]],
    *,
    taken: dict[Any, int],
    given: dict[int, Any],
) -> bool:
    """Give a place a value, moving others where they have another one (augmenting paths, breadth first)."""
    came: dict[Any, tuple[int, Any]] = {}
    waiting = [place]
    for current in waiting:
        for value in offers[places[current]]:
            key = key_of(value)
            if key in came:
                continue
            came[key] = (current, value)
            if key in taken:
                waiting.append(taken[key])
                continue
            while True:
                owner, offered = came[key]
                before = key_of(given[owner]) if owner in given else None
                had = owner in given
                given[owner] = offered
                taken[key] = owner
                if not had or owner == place:
                    return True
                key = before
    return False
