"""Two schemas side by side: where do they accept or promise less or more?"""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.json import canonical
from apiyard.core.noun import dataclass, field
from apiyard.design.change import Change, Direction, Level
from apiyard.design.flat import BOUNDS, OPAQUE, Flat, flatten
from apiyard.spec.pointer import join
from apiyard.spec.schema import Schema

_DATA = ("default", "examples", "enum", "const")
_HIDDEN = {Direction.REQUEST: "readOnly", Direction.RESPONSE: "writeOnly"}


@dataclass(slots=True)
class Comparer:
    """Compares schemas; each pair of schemas on each side once, so that circles end and shared parts are told once."""

    seen: set[tuple[str, str, Direction]] = field(default_factory=set)

    def compare(self, old: Schema, new: Schema, direction: Direction, /, *, operation: str) -> Iterator[Change]:
        """Give the changes between two schemas.

        A request schema may widen and a response schema may narrow without breaking a client.

        Args:
            old: the schema of the old contract.
            new: the schema of the new contract.
            direction: the side it is on.
            operation: the operation through which it was reached.

        Yields:
            The changes, parents first.
        """
        waiting = [(old, new)]
        while waiting:
            before, after = waiting.pop()
            before, after = before.resolved(), after.resolved()
            key = (before.pointer, after.pointer, direction)
            if key in self.seen:
                continue
            self.seen.add(key)
            if before.value == after.value:
                waiting.extend(_referred(before, after))
                continue
            pair = _Pair(flatten(before), flatten(after), direction, operation)
            yield from pair.changes()
            waiting.extend(reversed(pair.below))


def _referred(old: Schema, new: Schema) -> list[tuple[Schema, Schema]]:
    """Give what two schemas of equal text refer to; nothing else about them can be different."""
    found: dict[str, tuple[Schema, Schema]] = {}
    waiting: list[object] = [old.value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            ref = node.get("$ref")
            if isinstance(ref, str) and ref not in found:
                reference = {"$ref": ref}
                found[ref] = Schema("", reference, old.scope), Schema("", reference, new.scope)
            waiting.extend(value for name, value in node.items() if name not in _DATA)
        elif isinstance(node, list):
            waiting.extend(node)
    return [found[ref] for ref in sorted(found, reverse=True)]


@dataclass(slots=True)
class _Pair:
    """Two schemas without what is inside them."""

    old: Flat
    new: Flat
    direction: Direction
    operation: str
    below: list[tuple[Schema, Schema]] = field(default_factory=list)

    def changes(self) -> Iterator[Change]:
        yield from self.types()
        if not self.old.types() & self.new.types():
            return
        yield from self.enums()
        yield from self.bounds()
        yield from self.texts()
        yield from self.objects()
        yield from self.arrays()
        for word in ("anyOf", "oneOf"):
            yield from self.branches(word)
        yield from self.opaque()

    def change(self, kind: str, action: str, message: str, /, *, breaking: bool, pointer: str = "") -> Change:
        level = Level.BREAKING if breaking else Level.COMPATIBLE
        where = pointer or self.new.schema.pointer
        return Change(self.direction, "schema", kind, action, level, self.operation, where, message)

    def resized(self, kind: str, message: str, /, *, narrowed: bool, widened: bool) -> Iterator[Change]:
        """Tell a change of the set of values: requests must not narrow, responses must not widen."""
        if not narrowed and not widened:
            return
        action = "changed" if narrowed and widened else "narrowed" if narrowed else "widened"
        breaking = narrowed if self.direction is Direction.REQUEST else widened
        yield self.change(kind, action, message, breaking=breaking)

    def types(self) -> Iterator[Change]:
        old, new = self.old.types(), self.new.types()
        message = f"the type changed from {_names(old)} to {_names(new)}"
        yield from self.resized("type", message, narrowed=bool(old - new), widened=bool(new - old))

    def enums(self) -> Iterator[Change]:
        old, new = self.old.enum(), self.new.enum()
        if old is None and new is None:
            return
        if old is None or new is None:
            word = "any value" if new is None else "listed values only"
            yield from self.resized("enum", f"the schema now allows {word}", narrowed=old is None, widened=new is None)
            return
        gone = [key.decode() for key in sorted(old.keys() - new.keys())]
        come = [key.decode() for key in sorted(new.keys() - old.keys())]
        parts = [f"lost {_short(gone)}"] * bool(gone) + [f"got {_short(come)}"] * bool(come)
        yield from self.resized(
            "enum", f"the listed values {' and '.join(parts)}", narrowed=bool(gone), widened=bool(come)
        )

    def bounds(self) -> Iterator[Change]:
        for name in BOUNDS:
            old, new = self.old.bound(name), self.new.bound(name)
            if old == new:
                continue
            tighter = old is None or (new is not None and ((new > old) == ("min" in name.lower())))
            message = f"{name} changed from {_value(old)} to {_value(new)}"
            yield from self.resized(name, message, narrowed=tighter, widened=not tighter)

    def texts(self) -> Iterator[Change]:
        for name in ("pattern", "format", "multipleOf", "uniqueItems"):
            if self.old.words(name) == self.new.words(name):
                continue
            old = {canonical(value) for value in self.old.words(name)} - {b"false"}
            new = {canonical(value) for value in self.new.words(name)} - {b"false"}
            message = f"{name} changed from {_words(old)} to {_words(new)}"
            yield from self.resized(name, message, narrowed=bool(new - old), widened=bool(old - new))

    def objects(self) -> Iterator[Change]:
        old, new = self.old.properties(), self.new.properties()
        hidden = _HIDDEN.get(self.direction, "")
        gone_required = self.old.required()
        required = self.new.required()
        for name in sorted(old.keys() | new.keys()):
            before, after = old.get(name), new.get(name)
            if all(each is None or flatten(each).marked(hidden) for each in (before, after)):
                continue
            if before is None and after is not None:
                yield self.added(name, after, required=name in required)
            elif after is None and before is not None:
                yield self.removed(name, before)
            elif before is not None and after is not None:
                self.below.append((before, after))
                if (name in required) != (name in gone_required):
                    yield self.became(name, after, required=name in required)
        for name in sorted((required ^ gone_required) - old.keys() - new.keys()):
            yield self.became(name, self.new.schema, required=name in required)
        yield from self.additional()

    def added(self, name: str, schema: Schema, /, *, required: bool) -> Change:
        breaking = required and self.direction is Direction.REQUEST
        word = "required" if required else "optional"
        message = f"the {word} property {name!r} is new"
        return self.change("presence", "added", message, breaking=breaking, pointer=schema.pointer)

    def removed(self, name: str, schema: Schema) -> Change:
        message = f"the property {name!r} is gone"
        return self.change("presence", "removed", message, breaking=True, pointer=schema.pointer)

    def became(self, name: str, schema: Schema, /, *, required: bool) -> Change:
        breaking = required == (self.direction is Direction.REQUEST)
        action, word = ("added", "required") if required else ("removed", "optional")
        message = f"the property {name!r} is now {word}"
        return self.change("required", action, message, breaking=breaking, pointer=schema.pointer)

    def additional(self) -> Iterator[Change]:
        old, new = self.old.closed(), self.new.closed()
        if old != new:
            # Clients are taken to ignore properties that they do not know.
            breaking = new and self.direction is Direction.REQUEST
            action = "narrowed" if new else "widened"
            word = "no longer allowed" if new else "now allowed"
            message = f"properties that are not declared are {word}"
            yield self.change("additionalProperties", action, message, breaking=breaking)
        self.inside("additionalProperties")

    def inside(self, word: str) -> None:
        before, after = self.old.member(word), self.new.member(word)
        if before is not None and after is not None:
            self.below.append((before, after))

    def arrays(self) -> Iterator[Change]:
        before, after = self.old.member("items"), self.new.member("items")
        if (before is None) != (after is None):
            narrowed = before is None
            message = "the items now have a schema" if narrowed else "the items no longer have a schema"
            yield from self.resized("items", message, narrowed=narrowed, widened=not narrowed)
        self.inside("items")
        old, new = self.old.words("prefixItems"), self.new.words("prefixItems")
        if old != new:
            yield self.change("prefixItems", "changed", "the items by position changed", breaking=True)

    def branches(self, word: str) -> Iterator[Change]:
        old, new = self.old.branches(word), self.new.branches(word)
        pairs = _pairs(old, new)
        self.below.extend((old[left], new[right]) for left, right in pairs)
        for index in sorted(set(range(len(old))) - {left for left, _ in pairs}):
            if new:
                breaking = self.direction is Direction.REQUEST
                yield self.change(
                    word, "removed", f"a branch of {word} is gone", breaking=breaking, pointer=old[index].pointer
                )
        for index in sorted(set(range(len(new))) - {right for _, right in pairs}):
            if old:
                breaking = self.direction is Direction.RESPONSE
                yield self.change(
                    word, "added", f"a branch of {word} is new", breaking=breaking, pointer=new[index].pointer
                )
        if bool(old) != bool(new):
            message = f"{word} is {'new' if new else 'gone'}"
            yield from self.resized(word, message, narrowed=bool(new), widened=bool(old))

    def opaque(self) -> Iterator[Change]:
        for word in OPAQUE:
            if self.old.words(word) != self.new.words(word):
                message = f"{word} changed in a way that is not compared"
                yield self.change(word, "changed", message, breaking=True, pointer=join(self.new.schema.pointer))


def _pairs(old: list[Schema], new: list[Schema]) -> list[tuple[int, int]]:
    """Pair branches: by equal text (the same reference above all), then by what they are, then by place."""
    pairs: list[tuple[int, int]] = []
    left, right = list(range(len(old))), list(range(len(new)))
    for key in (_text, _shape, lambda _: b""):
        waiting: dict[bytes, list[int]] = {}
        for index in right:
            waiting.setdefault(key(new[index]), []).append(index)
        for index in list(left):
            found = waiting.get(key(old[index]))
            if found:
                other = found.pop(0)
                pairs.append((index, other))
                left.remove(index)
                right.remove(other)
    return sorted(pairs)


def _text(schema: Schema) -> bytes:
    return canonical(schema.value)


def _shape(schema: Schema) -> bytes:
    flat = flatten(schema)
    return canonical([sorted(flat.types()), sorted(flat.properties())])


def _names(types: frozenset[str]) -> str:
    shown = types - {"integer"} if "number" in types else types
    return "any" if len(types) == 7 else " or ".join(sorted(shown)) or "none"


def _value(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"


def _words(values: set[bytes]) -> str:
    return _short([value.decode() for value in sorted(values)]) if values else "none"


def _short(texts: list[str]) -> str:
    shown = ", ".join(text[:60] for text in texts[:5])
    return shown + (f" and {len(texts) - 5} more" if len(texts) > 5 else "")
