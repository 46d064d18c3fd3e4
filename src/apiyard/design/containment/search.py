"""Goals: is there a value for which all literals hold? Each asked once; recursion meets itself and fails there.

A goal is a set of schemas that hold or do not hold. It is taken apart by type and by case, and leads to goals for
members and items. What is sought is a smallest value, and a smallest value for a goal holds no other value for the
same goal inside; so a goal that is met on its own way fails there (least fixpoint; Attouche, Baazizi, Colazzo,
Ghelli, Sartiani and Scherzinger: Witness Generation for JSON Schema, PVLDB 2022, section 7).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.core.noun import dataclass, field
from apiyard.design.containment.budget import Budget
from apiyard.design.containment.circle import judge_circles
from apiyard.design.containment.expand import expand, finite
from apiyard.design.containment.holds import Scale
from apiyard.design.containment.library import Library
from apiyard.design.containment.outcome import Closed, Open, Outcome, Record, Witness, closed
from apiyard.design.containment.part import Values
from apiyard.design.containment.value import BOOLEAN, EVERY, NULL, TYPES

_DEPTHS = (1, 3, 7, 40)
_FAR = 1 << 30
_RECURSION = closed("recursion")
_BOTH = Values("type", (None, False, True), frozenset({None, ("bool", False), ("bool", True)}))


@dataclass(slots=True)
class Search:
    """Finds values for goals.

    Args:
        library: the schemas.
        budget: counts the steps.
    """

    library: Library
    budget: Budget
    scale: Scale = field(init=False)
    _depth: int = _DEPTHS[-1]
    _path: dict[frozenset[int], int] = field(default_factory=dict)
    _assumed: dict[frozenset[int], tuple[int, Closed]] = field(default_factory=dict)
    _trail: list[frozenset[int]] = field(default_factory=list)
    _shallow: dict[frozenset[int], int] = field(default_factory=dict)
    _low: int = _FAR

    def __post_init__(self) -> None:
        self.scale = Scale(self.budget)

    def same(self, code: int, other: int) -> bool:
        """Say whether two literals speak of the same schema, whichever way round."""
        nodes, sameness = self.library.nodes, self.library.sameness
        before = sameness.work
        found = sameness.same(nodes[code >> 1], nodes[other >> 1])
        self.budget.tick((sameness.work - before) // 16)
        return found

    def nearest(self, goal: frozenset[int]) -> Outcome:
        """Find a value for which all literals hold: a shallow one before a deep one.

        Args:
            goal: the literals.

        Raises:
            UndecidedError: the budget is spent.
        """
        outcome: Outcome = Open("depth")
        for self._depth in _DEPTHS:
            outcome = self.solve(goal)
            if not isinstance(outcome, Open):
                break
        return outcome

    def solve(self, goal: frozenset[int]) -> Outcome:
        """Find a value for which all literals hold.

        Args:
            goal: the literals.

        Raises:
            UndecidedError: the budget is spent.
        """
        room = self._depth - len(self._path)
        known: Outcome | None = self.library.known.get(goal)
        if known is not None:
            deep = isinstance(known, Witness) and known.height > room and self._depth < _DEPTHS[-1]
            return Open("depth") if deep else known
        if goal in self._assumed:
            low, assumed = self._assumed[goal]
            self._low = min(self._low, low)
            return assumed
        if goal in self._path:
            self._low = min(self._low, self._path[goal])
            return _RECURSION
        if room < 0 or self._shallow.get(goal, -1) >= room:
            return Open("depth")
        outcome = self._enter(goal)
        if isinstance(outcome, Open):
            self._shallow[goal] = room
        return outcome

    def _enter(self, goal: frozenset[int]) -> Outcome:
        """Solve a goal, and keep what is sure of it and of those met on the way.

        That there is no value may hang on a goal further up having none; such a result is only kept until that goal
        is done, and forgotten when it has a value after all.
        """
        depth = len(self._path)
        outer, self._low = self._low, _FAR
        self._path[goal] = depth
        mark = len(self._trail)
        try:
            outcome = self._by_type(goal)
        finally:
            del self._path[goal]
        low = self._low
        self._keep(goal, outcome, low=low if low < depth else _FAR, mark=mark)
        self._low = min(outer, low) if low < depth else outer
        return outcome

    def _keep(self, goal: frozenset[int], outcome: Outcome, *, low: int, mark: int) -> None:
        known = self.library.known
        if isinstance(outcome, Closed) and low != _FAR:
            for each in self._trail[mark:]:
                least, assumed = self._assumed[each]
                self._assumed[each] = (min(least, low), assumed)
            self._assumed[goal] = (low, outcome)
            self._trail.append(goal)
            return
        for each in self._trail[mark:]:
            assumed = self._assumed.pop(each)[1]
            if isinstance(outcome, Closed):
                known[each] = assumed
        del self._trail[mark:]
        if not isinstance(outcome, Open) or (low == _FAR and outcome.keyword != "depth"):
            known[goal] = outcome

    def _by_type(self, goal: frozenset[int]) -> Outcome:
        nodes = self.library.nodes
        types = EVERY
        listed: list[Values] = []
        for code in goal:
            if code ^ 1 in goal:
                return closed("same-schema")
            node = nodes[code >> 1]
            judge_circles(node)
            if code & 1:
                types &= node.types
                listed.extend(part for part in node.parts if isinstance(part, Values))
        if not types:
            return closed("type")
        if listed:
            return finite(self, goal, listed, kind=types)
        record = Record()
        if types & (NULL | BOOLEAN):
            outcome = finite(self, goal, [_BOTH], kind=types & (NULL | BOOLEAN))
            if isinstance(outcome, Witness):
                return outcome
            record.add(outcome)
        for kind in TYPES[2:]:
            if types & kind:
                outcome = expand(self, goal, kind)
                if isinstance(outcome, Witness):
                    return outcome
                record.add(outcome)
        return record.outcome()

    def values(self, goal: Iterable[int], most: int) -> tuple[list[Any], Outcome | None]:
        """Find several different values for which all literals hold.

        Args:
            goal: the literals.
            most: how many are wanted.

        Returns:
            The values; and, when they are fewer, what says that there are no more, or that nobody knows.
        """
        found: list[Any] = []
        wanted = frozenset(goal)
        while len(found) < most:
            outcome = self.solve(wanted)
            if not isinstance(outcome, Witness):
                return found, outcome
            found.append(outcome.value)
            wanted |= {self.library.constant(outcome.value).literal(positive=False)}
        return found, None
