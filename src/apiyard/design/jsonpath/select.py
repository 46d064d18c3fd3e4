"""One JSONPath asked step by step, for those that cannot share a walk, and for fields of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apiyard.core.errors import TooLargeError
from apiyard.design.jsonpath.evaluate import Scope, holds
from apiyard.design.jsonpath.path import Computed, Entry, JsonPath, Step, Up
from apiyard.design.jsonpath.value import ScriptError, to_text
from apiyard.design.jsonpath.walk import References

MAX_FOUND = 1_000_000


class Selection:
    """Asks paths of one document.

    Args:
        root: what ``@root`` means.
        references: how references are followed; None: they are not.
    """

    def __init__(self, root: Any, references: References | None) -> None:
        """Be ready to be asked."""
        self.references = references
        self.scope = Scope(root, self.follow)

    def follow(self, value: Any) -> Any:
        """Give what a reference object means, or the value itself."""
        return self.reach(value)[0]

    def reach(self, value: Any) -> tuple[Any, Any]:
        """Give what a value means and the hop that leads there, if there is one."""
        if self.references is not None and type(value) is dict and type(value.get("$ref")) is str:
            found = self.references.target(value)
            if found is not None:
                return found[0], (value, found[1])
        return value, None

    def select(self, path: JsonPath, start: Entry) -> list[Entry]:
        """Give the entries of the values that a path names, below a start.

        Raises:
            TooLargeError: there are more than anybody can use.
        """
        found = [start]
        if path.containers:
            found = [each for each in self.below(found) if type(each[0]) in (dict, list)]
        for step in path.steps:
            found = _distinct(self.step(found, step))
            if len(found) > MAX_FOUND:
                raise TooLargeError(f"the expression names more than {MAX_FOUND} values", piece=path.text)
        return found

    def step(self, found: list[Entry], step: Step | Up | Computed) -> Iterator[Entry]:
        """Take one step from each of some entries."""
        if isinstance(step, Up):
            for entry in found:
                if entry[2] is not None:
                    yield entry[2]
            return
        if isinstance(step, Computed):
            for entry in found:
                yield from self.computed(entry, step)
            return
        for entry in self.below(found) if step.deep else found:
            yield from self.chosen(entry, step)

    def computed(self, entry: Entry, step: Computed) -> Iterator[Entry]:
        """Take the member whose key an expression gives."""
        self.scope.value, self.scope.entry = entry[0], entry
        try:
            key = to_text(step.ask(self.scope))
        except ScriptError:
            return
        yield from self.chosen(entry, Step(deep=False, names=(key,)))

    def below(self, starts: list[Entry]) -> Iterator[Entry]:
        """Give entries and all containers below them, each once."""
        seen: set[int] = set()
        stack = list(reversed(starts))
        while stack:
            entry = stack.pop()
            if type(entry[0]) not in (dict, list):
                continue
            if self.references is not None and id(entry[0]) in self.references.targets:
                if id(entry[0]) in seen:
                    continue
                seen.add(id(entry[0]))
            yield entry
            value = entry[0]
            found = [
                (each, key, entry, None)
                for key, each in (value.items() if type(value) is dict else enumerate(value))
                if type(each) is dict or type(each) is list
            ]
            if self.references is not None:
                found = [self.hop(each) if "$ref" in each[0] else each for each in found]
            stack.extend(reversed(found))

    def hop(self, entry: Entry) -> Entry:
        """Give the entry of what a reference object means, or the entry itself."""
        reached, hop = self.reach(entry[0])
        return (reached, entry[1], entry[2], hop)

    def members(self, entry: Entry) -> Iterator[Entry]:
        """Give the entries of all members of a value."""
        value = entry[0]
        pairs: Iterable[tuple[Any, Any]] = value.items() if type(value) is dict else enumerate(value)
        for key, member in pairs:
            reached, hop = self.reach(member)
            yield (reached, key, entry, hop)

    def chosen(self, entry: Entry, step: Step) -> Iterator[Entry]:
        """Give the entries of the members that a step takes."""
        value = entry[0]
        if type(value) not in (dict, list):
            return
        if step.names is not None:
            for name in step.names:
                yield from self.named(entry, name)
        elif step.bounds is not None:
            if type(value) is list:
                indices = range(*slice(*step.bounds).indices(len(value)))
                yield from (each for each in self.members(entry) if each[1] in indices)
        else:
            for each in self.members(entry):
                self.scope.value, self.scope.entry = each[0], each
                if step.every or (step.test is not None and holds(step.test, self.scope)):
                    yield each

    def named(self, entry: Entry, name: str) -> Iterator[Entry]:
        """Take the member of a name, or of an index."""
        value = entry[0]
        if type(value) is dict:
            if name in value:
                reached, hop = self.reach(value[name])
                yield (reached, name, entry, hop)
        elif name.isdecimal() and len(name) < 10 and int(name) < len(value) and str(int(name)) == name:
            reached, hop = self.reach(value[int(name)])
            yield (reached, int(name), entry, hop)


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    """Give the entries, each edge from a holder to a member once."""
    found: dict[tuple[int, Any], Entry] = {}
    for entry in entries:
        holder = entry[2]
        found.setdefault((id(holder[0]) if holder is not None else 0, entry[1]), entry)
    return list(found.values())
