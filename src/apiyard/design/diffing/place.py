"""Where in an exchange a schema stands, and the way from there to a place inside it."""

from __future__ import annotations

from typing import Final, Literal

from apiyard.core.noun import dataclass, field
from apiyard.design.cause import Direction, Reached
from apiyard.spec.contract import Contract, Operation

Part = Literal[
    "operation", "path", "query", "querystring", "header", "cookie", "body", "reply", "reply-header", "reply-body"
]
Kind = Literal[
    "ref", "property", "pattern", "additional", "unevaluated", "dependent", "names",
    "items", "prefix", "unevaluated-items", "contains",
    "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "content",
]  # fmt: skip
IN_PLACE: Final = frozenset(("ref", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependent"))
"""The steps that lead to a schema of the same value."""
_NON_MONOTONE = frozenset(("oneOf", "not", "if", "then", "else", "contains", "dependent", "unevaluated"))


@dataclass(frozen=True, slots=True)
class Place:
    """A position of an operation that stands in both contracts.

    Args:
        old: the operation in the old contract.
        new: the same in the new contract.
        direction: who writes what stands here: ``request`` when clients do, ``response`` when servers do. For what
            a server sends to its clients (webhooks, callbacks) a body of the request has ``response``.
        part: the part of the exchange.
        name: of a parameter or header as the old contract writes it.
        status: of a response as written.
        media_type: of a body, or of a parameter that has content, as the old contract writes it.
        side: the contracts in which the operation is found when it is no call to the server but a webhook or a
            callback: old and new; None for calls.
        label: what stands before the call for people, such as ``webhook newPet``.
    """

    old: Operation
    new: Operation
    direction: Direction
    part: Part = "operation"
    name: str = ""
    status: str = ""
    media_type: str = ""
    side: tuple[Contract, Contract] | None = field(default=None, repr=False, compare=False)
    label: str = ""

    @property
    def call(self) -> str:
        """The method and the path, such as ``GET /orders/{id}``."""
        call = f"{self.new.method.upper()} {self.new.path}"
        return f"{self.label} {call}" if self.label else call

    @property
    def position(self) -> str:
        """The part of the exchange in words, such as ``response 200 application/json``."""
        if self.part == "operation":
            return ""
        if self.part == "body":
            return f"request body {self.media_type}".strip()
        if self.part == "reply":
            return f"response {self.status}"
        if self.part == "reply-header":
            return f"response {self.status} header {self.name}"
        if self.part == "reply-body":
            return f"response {self.status} {self.media_type}".strip()
        return f"{self.part} parameter {self.name}"

    def reached(self, path: str = "") -> Reached:
        """Give the place as entries name it; ``path`` is the way from it to what changed."""
        return Reached(self.new.id, self.call, self.position, self.direction, path)


@dataclass(frozen=True, slots=True)
class Step:
    """One step from a schema to a schema inside it, or to the one that its reference means.

    Args:
        kind: the keyword that leads there, in short; ``ref`` only where other keywords stand beside the reference.
        name: the name of the property, the pattern or the index; empty where the keyword says all.
        old: pointer of the schema that the step leads to in the old tree, or of the reference to it; empty when there
            is none.
        new: the same in the new tree.
        watched: whether ``unevaluatedProperties`` or ``unevaluatedItems`` of the schema that it starts from look at
            what the schema that it leads to has evaluated, which is more than what it accepts.
    """

    kind: Kind
    name: str
    old: str
    new: str
    watched: bool = False

    @property
    def monotone(self) -> bool:
        """Whether accepting more here can only mean accepting more around it."""
        return self.kind not in _NON_MONOTONE and not self.watched


@dataclass(frozen=True, slots=True)
class Site:
    """A schema inside the schema of a place.

    Args:
        place: the place; where it has a schema, the steps start at it.
        steps: the way to the schema, empty when it is that of the place.
    """

    place: Place
    steps: tuple[Step, ...] = ()

    @property
    def path(self) -> str:
        """The way in words, such as ``items[].customer``."""
        return path_of(self.steps)

    def reached(self) -> Reached:
        """Give the site as entries name it."""
        return self.place.reached(self.path)


def path_of(steps: tuple[Step, ...]) -> str:
    """Give the way that steps go in words: properties by name, items as ``[]``; branches leave no trace."""
    text = ""
    for step in steps:
        if step.kind in ("property", "dependent"):
            text += f".{step.name}" if text else step.name
        elif step.kind in ("items", "contains", "unevaluated-items"):
            text += "[]"
        elif step.kind == "prefix":
            text += f"[{step.name}]"
        elif step.kind in ("additional", "unevaluated", "pattern"):
            text += ".*" if text else "*"
    return text
