"""A thing that a service keeps, as far as a run knows about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field, replace
from apiyard.spec.composing.wish import Name
from apiyard.verify.case import Taken
from apiyard.verify.stateful.resource import Resource


@dataclass(frozen=True, slots=True)
class Expected:
    """A member that a thing should have.

    Args:
        value: its value.
        check: the check that speaks when it has not: ``created-differs`` or ``update-lost``.
    """

    value: Json
    check: str


@dataclass(slots=True, eq=False)
class Thing:
    """A thing, made or found in a list by this run.

    Args:
        resource: its sort.
        values: the values of the path's variables that name it, with those of its parents.
        takes: where these values came from.
        state: whether it should be there.
        expected: members that it should have, by their names.
        read: whether it was there when it was read last.
        confirmed: whether it was read after it was removed, and was gone.
        shown: what it looked like when it was read last.
        parent: the thing it is in, when this run made that.
        elsewhere: the same thing by its Location, where that says another id than the body does.
        steps: the indexes of the steps that made, changed and removed it last, by these words.
        ours: whether this run made it.
        called: the member of a reply that told what its path names it by; empty when none did.
    """

    resource: Resource
    values: Mapping[str, Json]
    takes: tuple[Taken, ...] = ()
    state: Literal["there", "gone", "unknown"] = "there"
    expected: dict[str, Expected] = field(default_factory=dict)
    read: bool = False
    confirmed: bool = False
    shown: Mapping[str, Json] = field(default_factory=dict)
    parent: Thing | None = None
    elsewhere: Thing | None = None
    steps: dict[str, int] = field(default_factory=dict)
    ours: bool = True
    called: str = ""

    @property
    def given(self) -> dict[Name, Json]:
        """The values of the path's variables, as a request wishes them."""
        return {("path", name): value for name, value in self.values.items()}

    @property
    def needs(self) -> frozenset[int]:
        """The steps without which nothing of this would be known."""
        return frozenset(self.steps.values())

    @property
    def around(self) -> dict[Name, Json]:
        """The values of the variables before its own, as a request wishes them."""
        return {("path", name): self.values[name] for name in self.resource.parents if name in self.values}

    def now(self) -> Thing:
        """Give what is known now, for who looks at a reply again when more has happened."""
        return replace(self, expected=dict(self.expected), steps=dict(self.steps))

    def is_named(self, values: Mapping[str, Json]) -> bool:
        """Say whether these values name this very thing."""
        return {name: str(each) for name, each in self.values.items()} == {
            name: str(each) for name, each in values.items()
        }

    @property
    def id(self) -> Json:
        """What its path names it by."""
        return self.values.get(self.resource.key)
