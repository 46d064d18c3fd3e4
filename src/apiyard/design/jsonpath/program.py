"""Many JSONPaths as one automaton, made state by state as documents ask for it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from apiyard.core.errors import TooLargeError
from apiyard.core.noun import dataclass, field
from apiyard.design.jsonpath.evaluate import Ask
from apiyard.design.jsonpath.path import JsonPath, Step

MAX_STATES = 20_000
MAX_PLANS = 20_000
"""So many plans are kept; then they are made anew."""
_MOST_KEYS = 64
Asked = tuple[frozenset[str] | None, str | None, str, Ask, int, tuple[frozenset[str], ...], bool]
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


class Plan:
    """How to go on at an object with certain keys: objects repeat the keys of others far more often than their values.

    Attributes:
        refers: whether it may be a reference object.
        asked: the filters that can hold for such an object.
        switch: a member whose text rules some of them out; empty for none.
        table: by that text, the filters that are left.
        rest: the filters that are left for other texts.
        uses: numbers of the paths that end here when no filter holds.
        steps: the members that count then: key, state of a container (and of a scalar, where that can end a path);
            None where they are all alike.
        child: where they are: the state of each container; None: nothing below counts.
        settled: the state when no filter holds, where members must be asked themselves; else None.
    """

    __slots__ = ("asked", "child", "refers", "rest", "settled", "steps", "switch", "table", "uses")

    def __init__(self, *, refers: bool = False) -> None:
        """Ask nothing."""
        self.refers = refers
        self.asked: tuple[Asked, ...] = ()
        self.switch = ""
        self.table: dict[str, tuple[Asked, ...]] = {}
        self.rest: tuple[Asked, ...] = ()
        self.uses: tuple[int, ...] = ()
        self.steps: tuple[tuple[str, State, State | None], ...] | None = None
        self.child: State | None = None
        self.settled: State | None = None

    def choose(self, asked: Sequence[Asked]) -> None:
        """Set the filters, those that ask for a text apart by it."""
        self.asked = self.rest = tuple(asked)
        self.switch = next((name for _, name, *_ in asked if name is not None), "")
        if self.switch:
            texts = {each[2] for each in asked if each[1] == self.switch}
            self.rest = tuple(each for each in asked if each[1] != self.switch)
            self.table = {
                text: tuple(each for each in asked if each[1] != self.switch or each[2] == text) for text in texts
            }


class State:
    """What a walk knows at one value: the positions that it has reached there.

    Attributes:
        mask: bits of the positions.
        base: the positions that do not depend on a filter.
        filters: the positions that a filter of the value itself decides.
        asked: of the filters: names of which the value needs one, a name with the text that it must be, the question,
            the bits that it gives, other sets of names of which the value needs one each, and whether the text decides.
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
        mute: whether a value without members of its own cannot end a path here.
        idle: the plan of objects that are not worth a look.
        plans: the plans of objects by their keys.
    """

    __slots__ = (
        "asked", "base", "child", "default", "filters", "idle", "interest", "loud", "mask", "mute", "names", "plain",
        "plans", "settled", "slices", "tests", "uses",
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
        self.mute = False
        self.idle = Plan()
        self.plans: dict[tuple[str, ...], Plan] = {}


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
            yield step.needs, *(step.text or (None, "")), step.test, position.next.reached, step.also, step.exact


def _can_hold(asked: Asked, keys: tuple[str, ...]) -> bool:
    """Say whether a filter can hold for an object with certain keys."""
    return asked[0] is None or not (asked[0].isdisjoint(keys) or any(each.isdisjoint(keys) for each in asked[5]))


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
        self._planned = 0
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

    def plan(self, state: State, keys: tuple[str, ...]) -> Plan:
        """Give the plan of an object in a state, made when it is asked for first.

        Args:
            state: what a walk knows at the object.
            keys: its keys in order.

        Raises:
            TooLargeError: the paths together have more states than any rule needs.
        """
        plan = state.plans.get(keys)
        if plan is None:
            plan = self._plan(state, keys)
            if len(keys) <= _MOST_KEYS:
                if self._planned >= MAX_PLANS:
                    for each in list(self.states.values()):
                        each.plans = {}
                    self._planned = 0
                self._planned += 1
                state.plans[keys] = plan
        return plan

    def _plan(self, state: State, keys: tuple[str, ...]) -> Plan:
        if state.interest is not None and state.interest.isdisjoint(keys):
            return state.idle
        plan, settled = Plan(refers="$ref" in keys), state.settled
        plan.choose([each for each in state.asked if _can_hold(each, keys)])
        plan.uses, plan.child = settled.uses, settled.child
        plan.settled = settled if settled.tests else None
        if settled.tests or settled.loud or not settled.names.keys().isdisjoint(keys):
            names, default = settled.names, settled.default
            steps = ((key, self.state(mask)) for key in keys if (mask := names.get(key, default)))
            plan.steps = tuple((key, after, None if after.mute else after) for key, after in steps)
        return plan

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
        state.child = state.idle.child = self._child(state)
        state.mute = not uses and all(each[0] is not None for each in state.asked)
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
