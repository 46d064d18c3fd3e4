"""Many JSONPaths as one automaton, made state by state as documents ask for it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from apiyard.core.errors import TooLargeError
from apiyard.design.jsonpath.evaluate import Ask
from apiyard.design.jsonpath.path import JsonPath, Step

MAX_STATES = 20_000
Asked = tuple[frozenset[str] | None, str | None, str, Ask, int]
_REF = frozenset({"$ref"})


@dataclass(slots=True, eq=False)
class Position:
    """What is left of a path at a value.

    Args:
        bit: its number in the masks of states.
        waiting: the bit of the same, for all that lies below a value, where the next step is a deep one.
        pending: the bit that means, at a member: the next step's filter is to be asked of it.
        step: the next step; None at the end.
        next: the position behind it; None at the end.
        use: the number of the path that ends here.
    """

    bit: int
    waiting: int
    pending: int
    step: Step | None
    next: Position | None
    use: int = -1

    @property
    def reached(self) -> int:
        """What a mask holds where the position is reached."""
        return self.bit | self.waiting if self.step is not None and self.step.deep else self.bit


class State:
    """What a walk knows at one value: the positions that it has reached there.

    Attributes:
        mask: bits of the positions.
        base: the positions that do not depend on a filter.
        filters: the positions that a filter of the value itself decides.
        asked: of the filters: names of which the value needs one, a name with the text that it must be, the question,
            and the bits that it gives.
        uses: numbers of the paths that end here, filters aside.
        names: by key, the mask of a member.
        default: the mask of all other members.
        slices: of arrays: bounds and the bit that they give.
        tests: positions whose filter must be asked of each member.
        interest: names that make the value worth a look; None: always.
        child: the state of each container in a value that is not worth a look; None: nothing below counts.
        loud: whether members without members of their own count.
        plain: whether an array here is not worth a look.
        settled: the state of the base, for a value of which no filter holds.
    """

    __slots__ = (
        "asked", "base", "child", "default", "filters", "interest", "loud", "mask", "names", "plain", "settled",
        "slices", "tests", "uses",
    )  # fmt: skip

    def __init__(self, mask: int) -> None:
        """Know nothing but the mask."""
        self.mask = mask
        self.base = 0
        self.filters: tuple[Position, ...] = ()
        self.asked: tuple[Asked, ...] = ()
        self.uses: tuple[int, ...] = ()
        self.names: dict[str, int] = {}
        self.default = 0
        self.slices: tuple[tuple[tuple[int, int | None, int], int], ...] = ()
        self.tests: tuple[Position, ...] = ()
        self.interest: frozenset[str] | None = None
        self.child: State | None = None
        self.loud = False
        self.plain = False
        self.settled = self


@dataclass(slots=True)
class _Edges:
    names: dict[str, int] = field(default_factory=dict)
    slices: list[tuple[tuple[int, int | None, int], int]] = field(default_factory=list)
    tests: list[Position] = field(default_factory=list)
    default: int = 0

    def add(self, position: Position, step: Step) -> None:
        """Note where one step leads."""
        reached = position.next.reached if position.next is not None else 0
        if step.deep:
            self.default |= position.waiting
        if step.every:
            self.default |= reached
        elif step.names is not None:
            for name in step.names:
                self.names[name] = self.names.get(name, 0) | reached
        elif step.bounds is not None:
            self.slices.append((step.bounds, reached))
        elif step.keys is not None:
            for name in step.keys:
                self.names[name] = self.names.get(name, 0) | position.pending
        elif step.needs is not None:
            self.default |= position.pending
        else:
            self.tests.append(position)


def _asked(filters: Sequence[Position]) -> Iterator[Asked]:
    for position in filters:
        step = position.step
        if step is not None and step.test is not None and position.next is not None:
            yield step.needs, *(step.text or (None, "")), step.test, position.next.reached


class Program:
    """The automaton of some paths.

    Args:
        paths: regular paths; the numbers of uses are their places in this row.
        groups: for each path, what it is used for; paths for the same use may stand for one another, and a value that
            several of them name is told once.
    """

    def __init__(self, paths: Sequence[JsonPath], groups: Sequence[Hashable] = ()) -> None:
        """Lay the paths over one another, so that equal ends are walked once."""
        self.paths = tuple(paths)
        self.sticky = 0
        self.states: dict[int, State] = {}
        self.by_bit: dict[int, tuple[Position, str]] = {}
        self._known: dict[Hashable, Position] = {}
        self.start = 0
        for number, path in enumerate(self.paths):
            group = groups[number] if groups else number
            self.start |= self._add(number, path, (path.up, path.keyed, path.containers, group)).reached

    def _add(self, number: int, path: JsonPath, use: Hashable) -> Position:
        steps = (Step(deep=True, every=True),) if path.containers else path.steps
        at = self._known.get(((), use)) or self._position(None, None, use=number)
        self._known[(), use] = at
        if path.up or path.keyed:
            self.sticky |= at.bit
        for first in range(len(steps) - 1, -1, -1):
            left = steps[first:]
            found = self._known.get((left, use))
            if found is None:
                step = left[0]
                if not isinstance(step, Step):
                    raise TypeError(step)
                found = self._known[left, use] = self._position(step, at)
            at = found
        return at

    def _position(self, step: Step | None, after: Position | None, *, use: int = -1) -> Position:
        first = 1 << len(self.by_bit)
        position = Position(first, first << 1, first << 2, step, after, use)
        self.by_bit[position.bit] = (position, "here")
        self.by_bit[position.waiting] = (position, "waiting")
        self.by_bit[position.pending] = (position, "pending")
        return position

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
        state.asked = tuple(_asked(state.filters))
        edges = _Edges()
        base = 0
        uses: list[int] = []
        for position, kind in parts:
            if kind == "pending":
                continue
            base |= position.bit if kind == "here" else position.waiting
            if position.step is None:
                uses.append(position.use)
            elif kind == "here" or not state.mask & position.bit:
                edges.add(position, position.step)
        state.base = base
        state.settled = state if base == state.mask else self.state(base)
        state.uses = tuple(uses)
        state.default = default = edges.default
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
            if kind == "here" and position.step is None:
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
