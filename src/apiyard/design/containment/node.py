"""A schema as the engine holds it: read when it is first looked at, and the same object wherever it is met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.part import Every, Never, Part
from apiyard.design.containment.trait import shape_of, tags_of
from apiyard.design.containment.value import EVERY

_MAX_ALIASES = 64
NEVER = 1
"""The literal of the schema that takes nothing: each library makes it first."""


@dataclass(slots=True, eq=False)
class Resource:
    """A document, or a schema in one that has an ``$id`` of its own.

    Args:
        uri: its address, without a fragment.
        root: the value at its root.
        tree: the whole document that it is part of.
        anchors: the schemas in it that have a name, once they are looked for.
    """

    uri: str
    root: Json
    tree: Json
    anchors: dict[str, Json] | None = None


class Reader(Protocol):
    """What reads schemas into parts, and makes others."""

    def read(self, node: Node) -> tuple[int, tuple[Part, ...]]:
        """Give the types and the parts of a schema."""
        ...

    def made(self, value: Json, home: Resource, read: tuple[int, tuple[Part, ...]] | None = None) -> Node:
        """Make a node of parts."""
        ...

    def constant(self, value: Any) -> Node:
        """Give the schema that takes one value."""
        ...


@dataclass(slots=True, eq=False)
class Node:
    """A schema.

    Args:
        number: its own number; literals of goals are made of it.
        value: as written; None for what is only made of parts.
        home: where references in it start.
        reader: reads it.
    """

    number: int
    value: Json
    home: Resource
    reader: Reader = field(repr=False)
    circle_free: bool = False
    plans: dict[tuple[int, bool], Any] = field(default_factory=dict, repr=False)
    _read: tuple[int, tuple[Part, ...]] | None = field(default=None, repr=False)
    _code: int | None = field(default=None, repr=False)
    _meant: Node | None = field(default=None, repr=False)
    _shape: int | None = field(default=None, repr=False)
    _tags: Mapping[str, frozenset[Any]] | None = field(default=None, repr=False)

    @property
    def types(self) -> int:
        """The types that it takes, as bits."""
        return self.read()[0]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its assertions, in a fixed order of keywords."""
        return self.read()[1]

    def read(self) -> tuple[int, tuple[Part, ...]]:
        """Give types and parts, read once."""
        if self._read is None:
            self._read = self.reader.read(self)
        return self._read

    @property
    def code(self) -> int:
        """The literal that says that it holds: two times a number, plus one when it is meant the right way round.

        A schema that is only a reference or only ``not`` is the schema that it leads to.

        Raises:
            UndecidedError: references lead in a circle.
        """
        if self._code is None:
            node, positive = self, 1
            for _ in range(_MAX_ALIASES):
                types, parts = node.read()
                if types != EVERY or len(parts) != 1:
                    break
                only = parts[0]
                if isinstance(only, Every) and len(only.nodes) == 1:
                    node = only.nodes[0]
                elif isinstance(only, Never):
                    node, positive = only.node, positive ^ 1
                else:
                    break
            else:
                raise UndecidedError("$ref", "references that only lead to references")
            self._code = node.number * 2 + positive
            self._meant = node if positive else self
        return self._code

    @property
    def meant(self) -> Node:
        """The schema that it says by references alone; itself where these lead nowhere."""
        if self._meant is None:
            try:
                self.code  # noqa: B018 - it finds out what is meant
            except UndecidedError:
                self._meant = self
        return self._meant or self

    @property
    def shape(self) -> int:
        """A number that is equal for schemas that say the same."""
        if self._shape is None:
            self._shape = shape_of(self)
        return self._shape

    @property
    def tags(self) -> Mapping[str, frozenset[Any]]:
        """The keys of the values that members have which must be there, where these are listed."""
        if self._tags is None:
            self._tags = tags_of(self)
        return self._tags

    def literal(self, *, positive: bool) -> int:
        """Give the literal that says that it holds, or that it does not."""
        return self.code if positive else self.code ^ 1
