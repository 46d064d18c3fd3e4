"""The nouns of a ruleset as it is written, after its words were checked and before anything is merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from apiyard.core.noun import dataclass, field
from apiyard.design.rule import Rule
from apiyard.design.ruleset import Aliases

OFF = -1
"""The level of a rule that is off; 0 to 3 are the field's numbers for error to hint."""


class Origin(Protocol):
    """Where a ruleset comes from."""

    @property
    def name(self) -> str:
        """The path, URL or built-in name."""
        ...

    def where(self, pointer: str) -> str:
        """Give the place of a value for an error: ``file:line:column``."""
        ...


@dataclass(frozen=True, slots=True)
class Builtin:
    """The origin of a built-in ruleset.

    Args:
        name: its name.
    """

    name: str

    def where(self, pointer: str) -> str:
        """Give the name; what is built in has no lines."""
        return f"{self.name}#{pointer}"


@dataclass(frozen=True, slots=True, eq=False)
class RuleText:
    """What one ruleset says about one rule.

    Args:
        name: the rule's name.
        origin: where it is written.
        pointer: the place there.
        switch: True or False alone in the rule's place.
        level: its severity as a level, where one is given.
        changes: the members of `Rule` that it sets.
        formats: its formats, where it names some.
        rule: the whole rule, where it is built in.
        blocked: why it cannot be asked; empty when it can.
        options: other options for the only question of the rule that is extended.
    """

    name: str
    origin: Origin
    pointer: str
    switch: bool | None = None
    level: int | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    formats: tuple[str, ...] | None = None
    rule: Rule | None = None
    blocked: str = ""
    options: Mapping[str, Any] | None = None

    @property
    def whole(self) -> bool:
        """Whether a rule can be made of it alone."""
        return self.rule is not None or ("given" in self.changes and "then" in self.changes)

    @property
    def where(self) -> str:
        """The place as errors name it."""
        return self.origin.where(self.pointer)


@dataclass(frozen=True, slots=True, eq=False)
class Extension:
    """One ruleset that another stands on.

    Args:
        definition: the ruleset.
        mode: ``all``, ``recommended`` or ``off`` as written; None when nothing was written.
    """

    definition: Definition
    mode: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Override:
    """What is different for some files.

    Args:
        files: globs, relative to the ruleset; behind ``#`` a pointer may stand.
        definition: what is said for them.
    """

    files: tuple[str, ...]
    definition: Definition


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A ruleset as it is written.

    Args:
        origin: where it comes from.
        extends: what it stands on; None when it does not say.
        rules: what it says about rules, by name; None when it says nothing.
        aliases: its aliases; None when it has none.
        formats: the formats of its rules that name none; None when it does not say.
        documentation_url: where it is explained.
        overrides: what is different for some files.
        parser: levels by option of the parser; None when it does not say.
    """

    origin: Origin
    extends: tuple[Extension, ...] | None = None
    rules: Mapping[str, RuleText] | None = None
    aliases: Aliases | None = None
    formats: tuple[str, ...] | None = None
    documentation_url: str = ""
    overrides: tuple[Override, ...] = ()
    parser: Mapping[str, int] | None = None
