"""The parts of a schema: each is one assertion, and a schema holds when all its parts do."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from apiyard.core.noun import dataclass
from apiyard.design.containment.value import ARRAY, EVERY, NUMBER, OBJECT, TEXT

if TYPE_CHECKING:
    from apiyard.design.containment.node import Node


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One assertion.

    Args:
        keyword: the keyword that makes it.
    """

    keyword: str
    mask = EVERY

    def types(self) -> int:
        """Give the types of values that it speaks of; all others it takes."""
        return self.mask


@dataclass(frozen=True, slots=True, eq=False)
class Every(Part):
    """All of them hold: ``$ref``, ``allOf``."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Either(Part):
    """At least one holds: ``anyOf``."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class One(Part):
    """Exactly one holds: ``oneOf``."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Never(Part):
    """It does not hold: ``not``."""

    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class Fork(Part):
    """``if``, ``then`` and ``else``."""

    test: Node
    then: Node
    other: Node


@dataclass(frozen=True, slots=True, eq=False)
class Values(Part):
    """``enum`` and ``const``: the values, and their keys."""

    values: tuple[Any, ...]
    keys: frozenset[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Whole(Part):
    """Numbers are integers."""

    mask = NUMBER


@dataclass(frozen=True, slots=True, eq=False)
class Bound(Part):
    """A bound of numbers; ``upper`` or lower, ``open`` when the bound itself is outside."""

    at: int | Fraction
    upper: bool
    open: bool
    mask = NUMBER


@dataclass(frozen=True, slots=True, eq=False)
class Multiple(Part):
    """``multipleOf``."""

    of: int | Fraction
    mask = NUMBER


@dataclass(frozen=True, slots=True, eq=False)
class Size(Part):
    """Characters, items or members are counted; ``most`` is None without an upper bound."""

    kind: int
    least: int
    most: int | None

    def types(self) -> int:
        """Give the type whose size it is."""
        return self.kind


@dataclass(frozen=True, slots=True, eq=False)
class Pattern(Part):
    """``pattern``."""

    source: str
    mask = TEXT


@dataclass(frozen=True, slots=True, eq=False)
class Format(Part):
    """``format`` as an assertion."""

    name: str
    mask = TEXT


@dataclass(frozen=True, slots=True, eq=False)
class Members(Part):
    """``properties``, ``patternProperties`` and ``additionalProperties``; ``rest`` is None without the last."""

    named: Mapping[str, Node]
    patterns: tuple[tuple[str, Node], ...]
    rest: Node | None
    mask = OBJECT


@dataclass(frozen=True, slots=True, eq=False)
class Required(Part):
    """``required``."""

    names: tuple[str, ...]
    mask = OBJECT


@dataclass(frozen=True, slots=True, eq=False)
class Names(Part):
    """``propertyNames``."""

    node: Node
    mask = OBJECT


@dataclass(frozen=True, slots=True, eq=False)
class Needs(Part):
    """``dependentRequired``: with one member, the others."""

    name: str
    names: tuple[str, ...]
    mask = OBJECT


@dataclass(frozen=True, slots=True, eq=False)
class Implies(Part):
    """``dependentSchemas``: with a member, another schema."""

    name: str
    node: Node
    mask = OBJECT


@dataclass(frozen=True, slots=True, eq=False)
class OtherMembers(Part):
    """``unevaluatedProperties``; ``beside`` is the schema that it stands in, without it."""

    node: Node
    beside: Node
    mask = OBJECT


@dataclass(frozen=True, slots=True, eq=False)
class Items(Part):
    """``prefixItems`` and ``items``; ``rest`` is None without the second."""

    first: tuple[Node, ...]
    rest: Node | None
    mask = ARRAY


@dataclass(frozen=True, slots=True, eq=False)
class Contains(Part):
    """``contains`` with ``minContains`` and ``maxContains``."""

    node: Node
    least: int
    most: int | None
    mask = ARRAY


@dataclass(frozen=True, slots=True, eq=False)
class Unique(Part):
    """``uniqueItems``."""

    mask = ARRAY


@dataclass(frozen=True, slots=True, eq=False)
class OtherItems(Part):
    """``unevaluatedItems``; ``beside`` is the schema that it stands in, without it."""

    node: Node
    beside: Node
    mask = ARRAY
