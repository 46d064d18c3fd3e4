"""One walk over a document that asks all paths at once."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any, Protocol

from apiyard.design.jsonpath.evaluate import Scope, holds
from apiyard.design.jsonpath.path import Entry
from apiyard.design.jsonpath.program import Position, Program, State
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
        program, stack = self.program, self.stack
        stack.append((self.scope.root, None, None, None, program.state(program.start)))
        targets = self.targets
        pop, push = stack.pop, stack.append
        while stack:
            entry = pop()
            value, state = entry[0], entry[4]
            kind = type(value)
            if (
                (kind is dict and ((names := state.interest) is None or not names.isdisjoint(value)))
                or (kind is list and not state.plain)
                or (kind is not dict and kind is not list)
                or id(value) in targets
            ):
                self.visit(entry, state)
                continue
            child = state.child
            if child is None:
                continue
            if kind is dict:
                for key, member in value.items():
                    if type(member) is dict or type(member) is list:
                        push((member, key, entry, None, child))
            else:
                for index, member in enumerate(value):
                    if type(member) is dict or type(member) is list:
                        push((member, index, entry, None, child))

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
            self.seen[id(value)] = seen | mask
            if not aside:
                already = self.told.get(id(value), 0)
                self.told[id(value)] = already | mask
                told = self.program.state(mask & (~already | self.program.sticky)).uses
            settled = self.program.state(mask & ~seen)
        for use in told:
            self.match(use, entry)
        if type(value) is dict:
            self.members(entry, settled)
        elif type(value) is list:
            self.items(entry, settled)

    def reached(self, entry: Entry, state: State) -> int:
        """Give the mask of a value once its filters are asked."""
        value = entry[0]
        mask = state.base
        scope = self.scope
        scope.value, scope.entry = value, entry
        is_object = type(value) is dict
        for needs, name, text, test, bits in state.asked:
            if needs is not None and (not is_object or needs.isdisjoint(value)):
                continue
            if name is not None and type(found := value.get(name)) is str and found != text:
                continue
            if holds(test, scope):
                mask |= bits
        return mask

    def holds(self, position: Position, value: Any, entry: Entry) -> bool:
        """Ask the filter of a position's next step."""
        scope = self.scope
        scope.value, scope.entry = value, entry
        return position.step is not None and position.step.test is not None and holds(position.step.test, scope)

    def members(self, entry: Entry, state: State) -> None:
        """Go on with the members of an object."""
        if state.loud:
            self.every(entry, state)
            return
        value, child, push = entry[0], state.child, self.stack.append
        hits = state.names.keys() & value.keys() if state.names else ()
        if not hits:
            if child is not None:
                for key, member in value.items():
                    if type(member) is dict or type(member) is list:
                        push((member, key, entry, None, child))
            return
        for key, member in value.items():
            if type(member) is dict or type(member) is list:
                after = self.program.state(state.names[key]) if key in hits else child
                if after is not None:
                    push((member, key, entry, None, after))
            elif key in hits:
                self.scalar((member, key, entry, None, None), state.names[key])

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
                self.scalar((member, key, entry, None, None), mask)

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
                    self.scalar((member, index, entry, None, None), mask)

    def tested(self, entry: Entry, state: State, key: str | int, *, member: Any, mask: int) -> int:
        """Add the positions whose filter holds for a member."""
        value = self.scope.follow(member)
        below = (value, key, entry, None, None)
        for position in state.tests:
            if position.next is not None and self.holds(position, value, below):
                mask |= position.next.reached
        return mask

    def scalar(self, entry: Entry, mask: int) -> None:
        """Look at a member without members of its own."""
        state = self.program.state(mask)
        if state.filters:
            mask = self.reached(entry, state)
            state = self.program.state(mask)
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
