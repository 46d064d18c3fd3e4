"""Many JSONPaths as one automaton, made state by state as documents ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from apiyard.core.errors import TooLargeError
from apiyard.design.jsonpath.path import JsonPath, Step

MAX_STATES = 20_000
_REF = frozenset({"$ref"})


@dataclass(slots=True, eq=False)
class Position:
    """A place in the tree of all paths: so many steps of these paths are taken.

    Args:
        bit: its number in the masks of states.
        waiting: the bit of the same place with only the deep steps left to take, for all that lies below.
        pending: the bit that means: reached when the filter of the last step holds.
        step: the step that leads here.
        next: the positions after it.
        uses: numbers of the paths that end here.
    """

    bit: int
    waiting: int
    pending: int
    step: Step | None
    next: list[Position] = field(default_factory=list)
    uses: list[int] = field(default_factory=list)


class State:
    """What a walk knows at one value: the positions that it has reached there.

    Attributes:
        mask: bits of the positions.
        base: the positions that do not depend on a filter.
        filters: the positions that a filter of the value itself decides.
        uses: numbers of the paths that end here, filters aside.
        names: by key, the mask of a member.
        default: the mask of all other members.
        slices: of arrays: bounds and the bit that they give.
        tests: positions whose filter must be asked of each member.
        interest: names that make the value worth a look; None: always.
        child: the state of each container in a value that is not worth a look; None: nothing below counts.
        loud: whether members without members of their own count.
        plain: whether an array here is not worth a look.
    """

    __slots__ = (
        "base", "child", "default", "filters", "interest", "loud", "mask", "names", "plain", "slices", "tests", "uses",
    )  # fmt: skip

    def __init__(self, mask: int) -> None:
        """Know nothing but the mask."""
        self.mask = mask
        self.base = 0
        self.filters: tuple[Position, ...] = ()
        self.uses: tuple[int, ...] = ()
        self.names: dict[str, int] = {}
        self.default = 0
        self.slices: tuple[tuple[tuple[int, int | None, int], int], ...] = ()
        self.tests: tuple[Position, ...] = ()
        self.interest: frozenset[str] | None = None
        self.child: State | None = None
        self.loud = False
        self.plain = False


@dataclass(slots=True)
class _Edges:
    names: dict[str, int] = field(default_factory=dict)
    slices: list[tuple[tuple[int, int | None, int], int]] = field(default_factory=list)
    tests: list[Position] = field(default_factory=list)


class Program:
    """The automaton of some paths.

    Args:
        paths: regular paths; the numbers of uses are their places in this row.
    """

    def __init__(self, paths: Iterable[JsonPath]) -> None:
        """Lay the paths over one another, so that equal beginnings are walked once."""
        self.paths = tuple(paths)
        self.bits = 0
        self.positions: list[Position] = []
        self.root = self._position(None)
        self.states: dict[int, State] = {}
        self.sticky = 0
        self.by_bit: dict[int, tuple[Position, str]] = {}
        for number, path in enumerate(self.paths):
            self._add(number, path)
        self._index()

    def _position(self, step: Step | None) -> Position:
        position = Position(1 << self.bits, 1 << (self.bits + 1), 1 << (self.bits + 2), step)
        self.bits += 3
        self.positions.append(position)
        return position

    def _add(self, number: int, path: JsonPath) -> None:
        at = self.root
        steps = (Step(deep=True, every=True),) if path.containers else path.steps
        for step in steps:
            if not isinstance(step, Step):
                raise TypeError(step)
            found = next((each for each in at.next if each.step == step), None)
            if found is None:
                found = self._position(step)
                at.next.append(found)
            at = found
        at.uses.append(number)

    def _index(self) -> None:
        for position in self.positions:
            self.by_bit[position.bit] = (position, "here")
            self.by_bit[position.waiting] = (position, "waiting")
            self.by_bit[position.pending] = (position, "pending")
            at_edge = any(self.paths[use].up or self.paths[use].keyed for use in position.uses)
            if at_edge:
                self.sticky |= position.bit | position.pending
            if position.step is not None and position.step.uses_key:
                self.sticky |= position.pending

    def state(self, mask: int) -> State:
        """Give the state of a mask, made when it is asked for first.

        Raises:
            TooLargeError: the paths together have more states than any rule needs.
        """
        state = self.states.get(mask)
        if state is None:
            if len(self.states) >= MAX_STATES:
                raise TooLargeError(f"the expressions of the rules have more than {MAX_STATES} states together")
            state = self.states[mask] = State(mask)
            self._fill(state)
        return state

    def _fill(self, state: State) -> None:
        parts = list(self._parts(state.mask))
        state.filters = tuple(position for position, kind in parts if kind == "pending")
        edges = _Edges()
        default = base = 0
        uses: list[int] = []
        for position, kind in parts:
            if kind == "pending":
                continue
            base |= position.bit if kind == "here" else position.waiting
            if kind == "here":
                uses.extend(position.uses)
            for after in position.next:
                step = after.step
                if step is None or (kind == "waiting" and not step.deep):
                    continue
                if step.deep:
                    default |= position.waiting
                default |= _branch(after, step, edges)
        state.base = base
        state.uses = tuple(uses)
        state.default = default
        state.names = {name: mask | default for name, mask in edges.names.items()}
        state.slices = tuple(edges.slices)
        state.tests = tuple(edges.tests)
        state.loud = bool(edges.tests or edges.slices or self._loud(default))
        # A filter that is still to be asked leads nowhere, so what lies below is the same with and without it.
        state.child = self._child(state)
        state.interest = self._interest(state)
        state.plain = state.interest is not None and not any(name.isdecimal() for name in state.names)

    def _child(self, state: State) -> State | None:
        if not state.default:
            return None
        return state if state.default == state.mask else self.state(state.default)

    def _loud(self, mask: int) -> bool:
        """Say whether a member without members of its own can end a path by this mask."""
        for position, kind in self._parts(mask):
            if kind == "here" and position.uses:
                return True
            if kind == "pending" and position.step is not None and position.step.needs is None:
                return True
        return False

    def _parts(self, mask: int) -> Iterator[tuple[Position, str]]:
        while mask:
            lowest = mask & -mask
            yield self.by_bit[lowest]
            mask ^= lowest

    def _interest(self, state: State) -> frozenset[str] | None:
        if state.uses or state.loud:
            return None
        names = set(state.names)
        for position in state.filters:
            needs = position.step.needs if position.step is not None else None
            if needs is None:
                return None
            names |= needs
        return frozenset(names) | _REF


def _branch(after: Position, step: Step, edges: _Edges) -> int:
    """Note where one step leads; give what it means for every member."""
    if step.every:
        return after.bit
    if step.names is not None:
        for name in step.names:
            edges.names[name] = edges.names.get(name, 0) | after.bit
        return 0
    if step.bounds is not None:
        edges.slices.append((step.bounds, after.bit))
        return 0
    if step.keys is not None:
        for name in step.keys:
            edges.names[name] = edges.names.get(name, 0) | after.pending
        return 0
    if step.needs is not None:
        return after.pending
    edges.tests.append(after)
    return 0
