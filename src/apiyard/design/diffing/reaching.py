"""Which places of operations a change inside a schema reaches, and the shortest ways to it."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.cause import Direction, Reached
from apiyard.design.diffing.below import LISTED, NAMED, SINGLE, WHOLE, Key, reference_steps, step, watched
from apiyard.design.diffing.pairing import Root
from apiyard.design.diffing.place import Place, Site, Step, path_of
from apiyard.design.diffing.referring import references
from apiyard.design.diffing.turning import turning
from apiyard.design.diffing.walking import Equal, Node, Walk
from apiyard.spec.grammar import OPENAPI_3, children

# A way on which accepting more need not mean accepting more around it is taken only where there is no other.
_DETOUR = 1_000
_WORDS = frozenset((*NAMED, *SINGLE, *LISTED, *WHOLE))


@dataclass(slots=True)
class Way:
    """The shortest way from a unit to another one.

    Args:
        cost: its length.
        steps: the steps to the next unit on it.
        after: that unit, None at the end.
        text: the whole way in words.
    """

    cost: int
    steps: tuple[Step, ...]
    after: Key | None
    text: str

    @property
    def is_odd(self) -> bool:
        """Whether accepting more at its end need not mean accepting more at its start."""
        return self.cost >= _DETOUR


@dataclass(slots=True)
class Reaching:
    """The graph of what refers to what, only as far as it leads to something that changed."""

    walk: Walk
    roots: list[tuple[Key, Root]]
    turning: frozenset[Key] = frozenset()
    dirty: dict[Key, None] = field(default_factory=dict)
    _into: dict[Key, list[tuple[Key, tuple[Step, ...]]]] = field(default_factory=dict)
    _out: dict[Key, list[tuple[Key, tuple[Step, ...]]]] = field(default_factory=dict)
    _starts: dict[Key, list[tuple[int, Root]]] = field(default_factory=dict)
    _ways: dict[Key, dict[Key, Way]] = field(default_factory=dict)
    _reach: dict[tuple[Key, str], tuple[Reached, ...]] = field(default_factory=dict)
    _odd: set[Key] | None = None
    _sorted: dict[Key, list[tuple[Way, Key, Root]]] = field(default_factory=dict)

    def prepare(self) -> None:
        """Build the graph."""
        self.dirty = dirty = self._dirty()
        for key in dirty:
            unit = self.walk.units[key]
            for edge in unit.edges:
                if edge.unit in dirty:
                    self._edge(key, edge.steps, edge.unit)
            for equal in unit.equals:
                wanted = {ref: target for ref, target in equal.units.items() if target in dirty}
                if wanted:
                    for steps, ref in _inside(equal, wanted):
                        self._edge(key, steps, wanted[ref])
        self.turning = turning(self._out)
        for index, (key, root) in enumerate(self.roots):
            if key in dirty:
                self._starts.setdefault(key, []).append((index, root))

    def _edge(self, key: Key, steps: tuple[Step, ...], target: Key) -> None:
        self._out.setdefault(key, []).append((target, steps))
        if target != key:
            self._into.setdefault(target, []).append((key, steps))

    def _dirty(self) -> dict[Key, None]:
        """Give the units that changed or lead to one that did, in the order of the walk."""
        into: dict[Key, list[Key]] = {}
        waiting: list[Key] = []
        for key, unit in self.walk.units.items():
            if unit.nodes:
                waiting.append(key)
            for target in {edge.unit for edge in unit.edges} | {
                one for held in unit.equals for one in held.units.values()
            }:
                into.setdefault(target, []).append(key)
        found = set(waiting)
        while waiting:
            for key in into.get(waiting.pop(), ()):
                if key not in found:
                    found.add(key)
                    waiting.append(key)
        return {key: None for key in self.walk.units if key in found}

    def ways(self, unit: Key) -> dict[Key, Way]:
        """Give the shortest way to a unit from each unit that leads to it."""
        if unit not in self._ways:
            found: dict[Key, Way] = {}
            heap: list[tuple[int, int, Key, Way]] = [(0, 0, unit, Way(0, (), None, ""))]
            number = 0
            while heap:
                cost, _, key, way = heappop(heap)
                if key in found:
                    continue
                found[key] = way
                for other, steps in self._into.get(key, ()):
                    if other not in found:
                        number += 1
                        length = cost + 1 + sum(1 if each.monotone else _DETOUR for each in steps)
                        heappush(
                            heap, (length, number, other, Way(length, steps, key, joined(path_of(steps), way.text)))
                        )
            self._ways[unit] = found
        return self._ways[unit]

    def starts(self, unit: Key) -> list[tuple[Way, Key, Root]]:
        """Give the roots that lead to a unit, the nearest first."""
        if unit in self._sorted:
            return self._sorted[unit]
        ways = self.ways(unit)
        found = [
            (way.cost, index, key, root)
            for key, way in ways.items()
            for index, root in self._starts.get(key, ())
        ]  # fmt: skip
        found.sort(key=lambda each: each[:2])
        self._sorted[unit] = [(ways[key], key, root) for _, _, key, root in found]
        return self._sorted[unit]

    def site(self, node: Node, start: Key, place: Place) -> Site:
        """Give the shortest way from a place to a node."""
        return Site(place, (*self._steps(start, node.unit), *node.steps))

    def is_turned(self, unit: Key) -> bool:
        """Say whether some way to a unit leads through a keyword where accepting more may mean accepting less."""
        if self._odd is None:
            edges = ((target, steps) for held in self._out.values() for target, steps in held)
            self._odd = {target for target, steps in edges if not all(step.monotone for step in steps)}
        return not self._odd.isdisjoint(self.ways(unit))

    def every_site(self, node: Node, direction: Direction) -> Iterator[Site]:
        """Give sites of a node on one side so that each reference that leads to it stands on the way of one of them.

        What stands around a schema can make up for an edit in one place and not in another one.
        """
        for _, start, root in self.starts(node.unit):
            if root.place.direction == direction:
                yield self.site(node, start, root.place)
        ways = self.ways(node.unit)
        for target in ways:
            for holder, steps in self._into.get(target, ()):
                found = next((each for each in self.starts(holder) if each[2].place.direction == direction), None)
                if found is not None:
                    _, start, root = found
                    yield Site(
                        root.place,
                        (*self._steps(start, holder), *steps, *self._steps(target, node.unit), *node.steps),
                    )

    def _steps(self, start: Key, unit: Key) -> list[Step]:
        ways = self.ways(unit)
        steps: list[Step] = []
        way = ways[start]
        while way.after is not None:
            steps.extend(way.steps)
            way = ways[way.after]
        return steps

    def reach(self, node: Node) -> tuple[Reached, ...]:
        """Give all places that a node reaches, the nearest first."""
        path = path_of(node.steps)
        key = (node.unit, path)
        if key not in self._reach:
            self._reach[key] = tuple(
                root.place.reached(joined("[]" if root.items else "", joined(way.text, path)))
                for way, _, root in self.starts(node.unit)
            )
        return self._reach[key]


def joined(first: str, second: str) -> str:
    """Join two ways in words."""
    if not first or not second or second[0] in "[.":
        return first + second
    return f"{first}.{second}"


def _inside(equal: Equal, wanted: dict[str, Key]) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Give the references inside a part that is equal in both, each with the steps to it."""
    waiting: list[tuple[Json, Key, tuple[Step, ...]]] = [(equal.value, equal.at, equal.steps)]
    while waiting:
        value, at, steps = waiting.pop()
        if not isinstance(value, dict):
            continue
        ref = value.get("$ref")
        if isinstance(ref, str) and ref in wanted:
            yield (*steps, *reference_steps(value, value, at)), ref
        if not (ref and len(value) == 1) and not wanted.keys().isdisjoint(references(value)):
            waiting.extend(_members(value, at, steps))


def _members(value: dict[str, Any], at: Key, steps: tuple[Step, ...]) -> Iterator[tuple[Json, Key, tuple[Step, ...]]]:
    for names, child, _ in children(value, "schema", OPENAPI_3):
        word = str(names[0])
        if word in _WORDS:
            name = names[1] if len(names) > 1 else ""
            one = watched(step(word, at, name), value)
            yield child, (one.old, one.new), (*steps, one)
