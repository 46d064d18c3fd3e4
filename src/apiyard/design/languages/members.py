"""The members of an automaton's language whose lengths lie between bounds: whether there are any, how many, which."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import count as count_from
from itertools import islice
from typing import Final

from apiyard.core.noun import dataclass
from apiyard.design.languages.automaton import Automaton
from apiyard.design.languages.combine import combined, opposite_of
from apiyard.design.languages.letters import count, shown
from apiyard.design.languages.refused import TooManyStatesError

States = frozenset[int]
_MAX_WORK: Final = 2_000_000
_MAX_LENGTH: Final = 200_000
# Whether the point of a pattern stands for these depends on the engine.
_DISPUTED: Final = frozenset((0xD, 0x2028, 0x2029))
_FEW: Final = 100
_AGREED: Final = Automaton(
    (0, 0xD, 0xE, 0x2028, 0x202A, 0xD800, 0xE000), (0, 1, 0, 1, 0, -1, 0), ((0, 1), (1, 1)), (True, False)
)


@dataclass(slots=True)
class _Steps:
    """The sets of states that texts of each length lead to; from some length on they come again and again.

    Args:
        automaton: the automaton.
        live: the states from which a member can still be reached.
        sets: the sets met so far, by length.
        back: the length at which the set behind the last one stood before; -1 while none came again.
    """

    automaton: Automaton
    live: States
    sets: list[States]
    seen: dict[States, int]
    back: int = -1
    work: int = 0

    def at(self, length: int) -> States:
        """Give the states that texts of a length lead to."""
        while self.back < 0 and len(self.sets) <= length:
            self._grow()
        if length < len(self.sets):
            return self.sets[length]
        return self.sets[self.back + (length - self.back) % (len(self.sets) - self.back)]

    def _grow(self) -> None:
        following = self.automaton.following
        last = self.sets[-1]
        self.work += len(last) + 1
        if self.work > _MAX_WORK:
            raise TooManyStatesError("a set of texts has too many lengths to look at")
        then = frozenset().union(*(following[state] for state in last)) & self.live
        if then in self.seen:
            self.back = self.seen[then]
            return
        self.seen[then] = len(self.sets)
        self.sets.append(then)

    def comes_again(self, length: int) -> bool:
        """Say whether what is at a length is found at endlessly many others."""
        return self.back >= 0 and length >= self.back

    def accepts(self, length: int) -> bool:
        accepting = self.automaton.accepting
        return any(accepting[state] for state in self.at(length))

    def lengths(self, least: int, most: int | None) -> Iterator[int]:
        """Give the lengths of members, ascending."""
        gap = 0
        for length in count_from(least) if most is None else range(least, most + 1):
            if not self.at(length):
                return
            if self.accepts(length):
                gap = 0
                yield length
                continue
            gap += 1
            if self.back >= 0 and length >= len(self.sets) and gap > len(self.sets) - self.back:
                return


@lru_cache(maxsize=1_000)
def _steps(automaton: Automaton) -> _Steps:
    live = _live(automaton)
    start = frozenset((0,)) & live
    return _Steps(automaton, live, [start], {start: 0})


def _live(automaton: Automaton) -> States:
    before: list[list[int]] = [[] for _ in automaton.table]
    for state, following in enumerate(automaton.following):
        for target in following:
            before[target].append(state)
    found = {state for state, accepts in enumerate(automaton.accepting) if accepts}
    stack = list(found)
    while stack:
        for state in before[stack.pop()]:
            if state not in found:
                found.add(state)
                stack.append(state)
    return frozenset(found)


def any_member(automaton: Automaton, least: int, most: int | None) -> bool:
    """Say whether there is a member of a length between bounds."""
    return next(_steps(automaton).lengths(least, most), None) is not None


def members(automaton: Automaton, bounds: tuple[int, int | None], most: int) -> Iterator[str]:
    """Give members: those first that all engines of patterns read alike, then the shortest, then the most readable.

    Args:
        automaton: the automaton.
        bounds: the least and the most length; None for no bound.
        most: how many are wanted; no more are given.

    Raises:
        TooManyStatesError: they are longer than is written.
    """
    left = most
    for part in _parts(automaton):
        for text in islice(_ascending(part, bounds, left), left):
            left -= 1
            yield text


@lru_cache(maxsize=1_000)
def _parts(automaton: Automaton) -> tuple[Automaton, ...]:
    """Part the members without characters that engines disagree about from those with some, where that matters."""
    # In a large class there are enough others to show.
    disputed = any(
        size < _FEW
        and not _DISPUTED.isdisjoint(code for low, high in automaton.ranges(kind) for code in range(low, high + 1))
        for kind, size in enumerate(count(automaton))
    )
    if not disputed:
        return (automaton,)
    try:
        return combined("both", automaton, _AGREED), combined("both", automaton, opposite_of(_AGREED))
    except TooManyStatesError:
        return (automaton,)


def _ascending(automaton: Automaton, bounds: tuple[int, int | None], most: int) -> Iterator[str]:
    steps = _steps(automaton)
    left = most
    for length in steps.lengths(*bounds):
        if left <= 0:
            return
        if length > _MAX_LENGTH:
            raise TooManyStatesError(f"a member has more than {_MAX_LENGTH} characters")
        for text in islice(_of_length(steps, length, left), left):
            left -= 1
            yield text


def _of_length(steps: _Steps, length: int, most: int) -> Iterator[str]:
    automaton = steps.automaton
    accepting, table = automaton.accepting, automaton.table
    good: States = frozenset(state for state in steps.at(length) if accepting[state])
    layers = [good]
    cache: dict[tuple[States, States], States] = {}
    for at in range(length - 1, -1, -1):
        key = (steps.at(at), good)
        if key not in cache:
            cache[key] = frozenset(state for state in key[0] if not automaton.following[state].isdisjoint(good))
        good = cache[key]
        layers.append(good)
    layers.reverse()
    letters = shown(automaton, most)
    states = [0]
    chosen: list[Iterator[tuple[str, int]]] = [iter(letters)]
    text: list[str] = []
    if not length:
        yield ""
        return
    while chosen:
        row, wanted = table[states[-1]], layers[len(text) + 1]
        step = next(((letter, row[kind]) for letter, kind in chosen[-1] if row[kind] in wanted), None)
        if step is None:
            chosen.pop()
            states.pop()
            if text:
                text.pop()
        elif len(text) + 1 == length:
            yield "".join(text) + step[0]
        else:
            text.append(step[0])
            states.append(step[1])
            chosen.append(iter(letters))


def how_many(automaton: Automaton, bounds: tuple[int, int | None], limit: int) -> int | None:
    """Count the members of lengths between bounds.

    Args:
        automaton: the automaton.
        bounds: the least and the most length; None for no bound.
        limit: how far to count.

    Returns:
        Their number; None when there are more than the limit.

    Raises:
        TooManyStatesError: they are longer than is written.
    """
    steps = _steps(automaton)
    sizes = count(automaton)
    most = limit + 1
    total = length = 0
    counts = dict.fromkeys(steps.at(0), 1)
    for wanted in steps.lengths(*bounds):
        if bounds[1] is None and steps.comes_again(wanted):
            return None
        if wanted > _MAX_LENGTH:
            raise TooManyStatesError(f"a member has more than {_MAX_LENGTH} characters")
        while length < wanted:
            counts = _step(steps, counts, sizes, most=most)
            length += 1
        total += sum(many for state, many in counts.items() if automaton.accepting[state])
        if total > limit:
            return None
    return total


def _step(steps: _Steps, counts: dict[int, int], sizes: tuple[int, ...], *, most: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for state, many in counts.items():
        for kind, target in enumerate(steps.automaton.table[state]):
            if target in steps.live:
                found[target] = min(most, found.get(target, 0) + many * sizes[kind])
    return found
