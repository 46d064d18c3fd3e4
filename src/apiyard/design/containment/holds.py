"""Whether a schema takes a value: read from its parts, only as far as the value reaches."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import jsonschema_rs

from apiyard.core.noun import dataclass
from apiyard.design.containment.budget import Budget, UndecidedError
from apiyard.design.containment.node import Node
from apiyard.design.containment.part import (
    Bound,
    Contains,
    Either,
    Every,
    Fork,
    Format,
    Implies,
    Items,
    Members,
    Multiple,
    Names,
    Needs,
    Never,
    One,
    OtherItems,
    OtherMembers,
    Part,
    Pattern,
    Required,
    Size,
    Unique,
    Values,
    Whole,
)
from apiyard.design.containment.value import OBJECT, exact, is_whole, key_of, type_of

_MAX_DEPTH: Final = 150
# Weighing one value against one schema is that much less work than taking a goal apart.
_PER_STEP: Final = 16
ENGINE: Final = jsonschema_rs.RegexOptions(size_limit=1 << 20, dfa_size_limit=1 << 21)
CAREFUL: Final = jsonschema_rs.FancyRegexOptions(backtrack_limit=20_000, size_limit=1 << 20, dfa_size_limit=1 << 21)


@lru_cache(maxsize=4096)
def _pattern(source: str) -> Callable[[Any], bool] | None:
    for engine in (ENGINE, CAREFUL):
        try:
            found = jsonschema_rs.Draft202012Validator({"pattern": source}, pattern_options=engine, offline=True)
        except (jsonschema_rs.ValidationError, ValueError):
            continue
        return found.is_valid
    return None


@lru_cache(maxsize=256)
def _format(name: str) -> Callable[[Any], bool]:
    schema = {"format": name}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, offline=True).is_valid


def matches(source: str, text: str) -> bool:
    """Say whether the validator finds a pattern in a text.

    Raises:
        UndecidedError: the validator does not know such a pattern.
    """
    test = _pattern(source)
    if test is None:
        raise UndecidedError("pattern", "the validator does not know this pattern")
    return test(text)


def is_format(name: str, text: str) -> bool:
    """Say whether the validator takes a text as being of a format; it takes all for formats it does not know."""
    return _format(name)(text)


@dataclass(slots=True)
class Scale:
    """Weighs values against schemas.

    Args:
        budget: counts the steps.
        depth: how deep schemas nest around the one that is weighed.
        count: how many have been weighed.
    """

    budget: Budget
    depth: int = 0
    count: int = 0

    def literal(self, nodes: list[Node], code: int, value: Any) -> bool:
        """Say whether a literal holds for a value; as `weigh`."""
        return self.weigh(nodes[code >> 1], value) == bool(code & 1)

    def weigh(self, node: Node, value: Any) -> bool:
        """Say whether a schema takes a value.

        Raises:
            UndecidedError: it nests too deep, takes too many steps, or a keyword means nothing that is sure.
        """
        self.depth = 0
        return self.holds(node, value)

    def holds(self, node: Node, value: Any) -> bool:
        """Say whether a schema takes a value, from inside another one; as `weigh`."""
        types, parts = node.read()
        kind = type_of(value)
        if not types & kind:
            return False
        if not parts:
            return True
        if kind == OBJECT and _tagged_apart(node, value):
            return False
        self.count += 1
        if not self.count % _PER_STEP:
            self.budget.tick()
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise UndecidedError("depth", "a value or its schema nests too deep")
        for part in parts:
            if part.types() & kind and not _TESTS[type(part)](self, part, value):
                self.depth -= 1
                return False
        self.depth -= 1
        return True

    def part(self, part: Part, value: Any) -> bool:
        """Say whether one assertion takes a value; as `weigh`."""
        self.depth = 0
        return not part.types() & type_of(value) or _TESTS[type(part)](self, part, value)


def _tagged_apart(node: Node, value: dict[str, Any]) -> bool:
    """Say at first sight that a schema refuses an object, by the constants that tell branches apart."""
    tags = node.tags
    return bool(tags) and any(name not in value or key_of(value[name]) not in keys for name, keys in tags.items())


def _every(scale: Scale, part: Every, value: Any) -> bool:
    return all(scale.holds(node, value) for node in part.nodes)


def _either(scale: Scale, part: Either, value: Any) -> bool:
    return any(scale.holds(node, value) for node in part.nodes)


def _one(scale: Scale, part: One, value: Any) -> bool:
    found = 0
    for node in part.nodes:
        if scale.holds(node, value):
            found += 1
            if found > 1:
                return False
    return found == 1


def _never(scale: Scale, part: Never, value: Any) -> bool:
    return not scale.holds(part.node, value)


def _fork(scale: Scale, part: Fork, value: Any) -> bool:
    if part.then.value is True and part.other.value is True:
        return True
    return scale.holds(part.then if scale.holds(part.test, value) else part.other, value)


def _values(scale: Scale, part: Values, value: Any) -> bool:
    return key_of(value) in part.keys


def _whole(scale: Scale, part: Whole, value: Any) -> bool:
    return is_whole(value)


def _bound(scale: Scale, part: Bound, value: Any) -> bool:
    number = exact(value)
    if part.upper:
        return number < part.at if part.open else number <= part.at
    return number > part.at if part.open else number >= part.at


def _multiple(scale: Scale, part: Multiple, value: Any) -> bool:
    return exact(value) % part.of == 0


def _size(scale: Scale, part: Size, value: Any) -> bool:
    return part.least <= len(value) <= (math.inf if part.most is None else part.most)


def _pattern_part(scale: Scale, part: Pattern, value: str) -> bool:
    return matches(part.source, value)


def _format_part(scale: Scale, part: Format, value: str) -> bool:
    return is_format(part.name, value)


def _members(scale: Scale, part: Members, value: dict[str, Any]) -> bool:
    named, patterns, rest = part.named, part.patterns, part.rest
    for name, each in value.items():
        node = named.get(name)
        known = node is not None
        if node is not None and not scale.holds(node, each):
            return False
        for source, schema in patterns:
            if matches(source, name):
                known = True
                if not scale.holds(schema, each):
                    return False
        if not known and rest is not None and not scale.holds(rest, each):
            return False
    return True


def _required(scale: Scale, part: Required, value: dict[str, Any]) -> bool:
    return all(name in value for name in part.names)


def _names(scale: Scale, part: Names, value: dict[str, Any]) -> bool:
    return all(scale.holds(part.node, name) for name in value)


def _needs(scale: Scale, part: Needs, value: dict[str, Any]) -> bool:
    return part.name not in value or all(name in value for name in part.names)


def _implies(scale: Scale, part: Implies, value: dict[str, Any]) -> bool:
    return part.name not in value or scale.holds(part.node, value)


def _items(scale: Scale, part: Items, value: list[Any]) -> bool:
    for node, each in zip(part.first, value, strict=False):
        if not scale.holds(node, each):
            return False
    rest = part.rest
    return rest is None or all(scale.holds(rest, each) for each in value[len(part.first) :])


def _contains(scale: Scale, part: Contains, value: list[Any]) -> bool:
    found = sum(scale.holds(part.node, each) for each in value)
    return part.least <= found and (part.most is None or found <= part.most)


def _unique(scale: Scale, part: Unique, value: list[Any]) -> bool:
    return len({key_of(each) for each in value}) == len(value)


def _other_members(scale: Scale, part: OtherMembers, value: dict[str, Any]) -> bool:
    seen = evaluated(scale, part.beside, value)
    return all(scale.holds(part.node, each) for name, each in value.items() if name not in seen)


def _other_items(scale: Scale, part: OtherItems, value: list[Any]) -> bool:
    seen = evaluated(scale, part.beside, value)
    return all(scale.holds(part.node, each) for index, each in enumerate(value) if index not in seen)


def evaluated(scale: Scale, node: Node, value: Any) -> set[Any]:
    """Give the names or indexes of a value that a schema evaluates, given that it holds."""
    scale.budget.tick()
    seen: set[Any] = set()
    for part in node.parts:
        if not part.types() & type_of(value):
            continue
        if isinstance(part, Members):
            seen |= {name for name in value if _looked_at(part, name)}
        elif isinstance(part, Items):
            seen |= set(range(len(value) if part.rest is not None else min(len(part.first), len(value))))
        elif isinstance(part, Contains):
            seen |= {index for index, each in enumerate(value) if scale.holds(part.node, each)}
        elif isinstance(part, OtherMembers | OtherItems):
            seen |= set(value) if isinstance(value, dict) else set(range(len(value)))
        else:
            for each in _applied(scale, part, value):
                seen |= evaluated(scale, each, value)
    return seen


def _looked_at(part: Members, name: str) -> bool:
    return part.rest is not None or name in part.named or any(matches(source, name) for source, _ in part.patterns)


def _applied(scale: Scale, part: Part, value: Any) -> list[Node]:
    """Give the schemas at the same place that hold."""
    if isinstance(part, Every):
        return list(part.nodes)
    if isinstance(part, Either | One):
        return [node for node in part.nodes if scale.holds(node, value)]
    if isinstance(part, Fork):
        return [part.test, part.then] if scale.holds(part.test, value) else [part.other]
    if isinstance(part, Implies):
        return [part.node] if part.name in value else []
    return []


_TESTS: Final[dict[type, Callable[[Scale, Any, Any], bool]]] = {
    Every: _every,
    Either: _either,
    One: _one,
    Never: _never,
    Fork: _fork,
    Values: _values,
    Whole: _whole,
    Bound: _bound,
    Multiple: _multiple,
    Size: _size,
    Pattern: _pattern_part,
    Format: _format_part,
    Members: _members,
    Required: _required,
    Names: _names,
    Needs: _needs,
    Implies: _implies,
    Items: _items,
    Contains: _contains,
    Unique: _unique,
    OtherMembers: _other_members,
    OtherItems: _other_items,
}
