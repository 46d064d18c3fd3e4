"""One walk over a document that asks all paths at once."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import Any, Protocol

from apiyard.design.jsonpath.evaluate import Scope, holds
from apiyard.design.jsonpath.path import Entry
from apiyard.design.jsonpath.program import Asked, Plan, Position, Program, State
from apiyard.spec.inventory import Spot


class References(Protocol):
    """What a walk through references asks."""

    def target(self, node: dict[str, Any]) -> tuple[Any, Spot] | None:
        """Give what a reference object means and where that stands."""
        ...

    @property
    def targets(self) -> Container[int]:
        """The identities of all objects and arrays that some reference means."""
        ...


Match = Callable[[int, Entry], None]


class Walk:
    """A walk.

    Args:
        program: the paths.
        root: the value of the whole document.
        references: how references are followed; None: they are not.
        match: called with the number of a path and the entry of a value that it names.
    """

    def __init__(self, program: Program, root: Any, *, references: References | None, match: Match) -> None:
        """Be ready to go."""
        self.program = program
        self.references = references
        self.match = match
        self.seen: dict[int, int] = {}
        self.told: dict[int, int] = {}
        self.targets: Container[int] = references.targets if references is not None else ()
        self.stack: list[Any] = []
        self.scope = Scope(root, self.follow if references is not None else _itself)

    def follow(self, value: Any) -> Any:
        """Give what a reference object means, or the value itself."""
        if type(value) is dict and "$ref" in value and self.references is not None:
            found = self.references.target(value)
            if found is not None:
                return found[0]
        return value

    def run(self) -> None:
        """Walk the whole document."""
        stack, targets, plan_of = self.stack, self.targets, self.program.plan
        follows = self.references is not None
        stack.append((self.scope.root, None, None, None, self.program.state(self.program.start)))
        pop, push = stack.pop, stack.append
        while stack:
            entry = pop()
            value, state = entry[0], entry[4]
            if type(value) is dict:
                keys = tuple(value)
                plan = state.plans.get(keys) or plan_of(state, keys)
                if (follows and plan.refers) or id(value) in targets:
                    self.visit(entry, state)
                    continue
                asked = plan.asked
                if plan.switch and type(found := value.get(plan.switch)) is str:
                    asked = plan.table.get(found, plan.rest)
                if asked and (mask := self.asked(entry, asked)):
                    plan = plan_of(self.program.state(state.base | mask), keys)
                for use in plan.uses:
                    self.match(use, entry)
                if plan.steps is not None:
                    self.go_on(entry, plan)
                    continue
                pairs: Iterable[tuple[Any, Any]] = value.items()
                child = plan.child
            elif type(value) is not list or not state.plain or id(value) in targets:
                self.visit(entry, state)
                continue
            else:
                pairs, child = enumerate(value), state.child
            if child is not None:
                for key, member in pairs:
                    if type(member) is dict or type(member) is list:
                        push((member, key, entry, None, child))

    def go_on(self, entry: Entry, plan: Plan) -> None:
        """Go on with the members of an object; no filter of its own is to be asked."""
        value, push = entry[0], self.stack.append
        if plan.settled is not None:
            self.every(entry, plan.settled)
        elif plan.steps is not None:
            for key, after, told in plan.steps:
                member = value[key]
                if type(member) is dict or type(member) is list:
                    push((member, key, entry, None, after))
                elif told is not None:
                    self.scalar((member, key, entry, None, None), told)
        elif (child := plan.child) is not None:
            for key, member in value.items():
                if type(member) is dict or type(member) is list:
                    push((member, key, entry, None, child))

    def visit(self, entry: Entry, state: State) -> None:
        """Look at one value closely."""
        value = entry[0]
        aside = False
        if self.references is not None and type(value) is dict and type(value.get("$ref")) is str:
            found = self.references.target(value)
            if found is not None:
                aside = len(value) > 1 and not _hopped(entry)
                entry = (found[0], entry[1], entry[2], (value, found[1]), state)
                value = found[0]
        mask = self.reached(entry, state) if state.filters else state.base
        settled = state.settled if mask == state.base else self.program.state(mask)
        told = settled.uses
        if id(value) in self.targets:
            seen = self.seen.get(id(value), 0)
            if not aside and not mask & (~seen | ~self.told.get(id(value), 0) | self.program.sticky):
                return
            self.seen[id(value)] = seen | mask
            if not aside:
                already = self.told.get(id(value), 0)
                self.told[id(value)] = already | mask
                told = self.program.state(mask & (~already | self.program.sticky)).uses
            settled = self.program.state(mask & ~seen)
        for use in told:
            self.match(use, entry)
        if type(value) is dict:
            self.go_on(entry, self.program.plan(settled, tuple(value)))
        elif type(value) is list:
            self.items(entry, settled)

    def asked(self, entry: Entry, asked: Iterable[Asked]) -> int:
        """Give the bits of the filters that hold for an object."""
        value, scope, mask = entry[0], self.scope, 0
        for _, name, text, test, bits, _, exact in asked:
            if name is not None and type(found := value.get(name)) is str and (exact or found != text):
                mask |= bits if found == text else 0
                continue
            scope.value, scope.entry = value, entry
            if holds(test, scope):
                mask |= bits
        return mask

    def reached(self, entry: Entry, state: State) -> int:
        """Give the mask of a value once its filters are asked."""
        value = entry[0]
        if type(value) is dict:
            plan = self.program.plan(state, tuple(value))
            return state.base | self.asked(entry, plan.asked) if plan.asked else state.base
        mask, scope = state.base, self.scope
        scope.value, scope.entry = value, entry
        for needs, _, _, test, bits, *_ in state.asked:
            if needs is None and holds(test, scope):
                mask |= bits
        return mask

    def holds(self, position: Position, value: Any, entry: Entry) -> bool:
        """Ask the filter of a position's next step."""
        scope = self.scope
        scope.value, scope.entry = value, entry
        return position.step is not None and position.step.test is not None and holds(position.step.test, scope)

    def every(self, entry: Entry, state: State) -> None:
        """Go on with the members of an object where each of them counts."""
        names, default = state.names, state.default
        for key, member in entry[0].items():
            mask = names.get(key, default)
            if state.tests:
                mask = self.tested(entry, state, key, member=member, mask=mask)
            if not mask:
                continue
            if type(member) is dict or type(member) is list:
                self.stack.append((member, key, entry, None, self.program.state(mask)))
            else:
                self.scalar((member, key, entry, None, None), self.program.state(mask))

    def items(self, entry: Entry, state: State) -> None:
        """Go on with the items of an array."""
        names, default = state.names, state.default
        items = entry[0]
        taken = [(range(*slice(*bounds).indices(len(items))), bit) for bounds, bit in state.slices]
        for index, member in enumerate(items):
            mask = names.get(str(index), default) if names else default
            for indices, bit in taken:
                if index in indices:
                    mask |= bit
            if state.tests:
                mask = self.tested(entry, state, index, member=member, mask=mask)
            if mask:
                if type(member) in (dict, list):
                    self.stack.append((member, index, entry, None, self.program.state(mask)))
                else:
                    self.scalar((member, index, entry, None, None), self.program.state(mask))

    def tested(self, entry: Entry, state: State, key: str | int, *, member: Any, mask: int) -> int:
        """Add the positions whose filter holds for a member."""
        value = self.scope.follow(member)
        below = (value, key, entry, None, None)
        for position in state.tests:
            if position.next is not None and self.holds(position, value, below):
                mask |= position.next.reached
        return mask

    def scalar(self, entry: Entry, state: State) -> None:
        """Look at a member without members of its own."""
        if state.filters:
            state = self.program.state(self.reached(entry, state))
        for use in state.uses:
            self.match(use, entry)


def _itself(value: Any) -> Any:
    return value


def _hopped(entry: Entry) -> bool:
    """Say whether a reference stands on the way to an entry."""
    at: Any = entry[2]
    while at is not None:
        if at[3] is not None:
            return True
        at = at[2]
    return False
