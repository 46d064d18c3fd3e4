"""The type of a ruleset as it is written, and of the rules that are in force once everything is merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from apiyard.core import catalog
from apiyard.core.finding import Severity
from apiyard.core.noun import dataclass, field
from apiyard.design.rule import Rule, rules


@dataclass(frozen=True, slots=True)
class AliasTarget:
    """What an alias means for some formats.

    Args:
        formats: the formats; empty means all.
        given: the expressions; they may start with another alias.
    """

    formats: tuple[str, ...]
    given: tuple[str, ...]


Aliases = Mapping[str, tuple[AliasTarget, ...]]


@dataclass(frozen=True, slots=True)
class Ruleset:
    """A built-in ruleset.

    Args:
        id: the name of its file with hyphens.
        why: one sentence: what it is for.
        names: what ``extends`` calls it, such as ``spectral:oas``.
        group: the folder below ``rules`` that holds its rules; ``""`` for none of its own.
        extends: the names of built-in rulesets it stands on, each with ``all``, ``recommended`` or ``off``.
        changes: by name of a rule that it extends: another severity, or None to turn it off.
        formats: the formats of its rules that name none.
        aliases: its aliases.
        documentation_url: where it is explained; rules without an own one get ``#NAME`` behind it.
    """

    id: str
    why: str
    names: tuple[str, ...]
    group: str = ""
    extends: tuple[tuple[str, str], ...] = ()
    changes: Mapping[str, Severity | None] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    aliases: Aliases = field(default_factory=dict)
    documentation_url: str = ""

    def rules(self) -> MappingProxyType[str, Rule]:
        """Give its own rules by id."""
        return rules(self.group) if self.group else MappingProxyType({})


def rulesets() -> MappingProxyType[str, Ruleset]:
    """Give the built-in rulesets by id.

    Raises:
        WrongEntryError: a file in the folder is no ruleset.
    """
    return catalog.scan("apiyard.design.rulesets", "RULESET", Ruleset)


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """A rule in force.

    Args:
        rule: the rule.
        severity: how bad it is to break it here; None when it is off (an override may turn it on).
        formats: the formats it is for; empty means all.
        aliases: what ``#Name`` means in its expressions.
        source: the ruleset that says so, for errors and listings: a built-in name or a path.
    """

    rule: Rule
    severity: Severity | None
    formats: frozenset[str]
    aliases: Aliases
    source: str


@dataclass(frozen=True, slots=True)
class Active:
    """All that is in force for one document.

    Args:
        source: the ruleset as the user named it.
        rules: by name, with those that are off.
        formats: all formats that the rulesets know; a document of none of them gives ``unrecognized-format``.
        not_run: by name of a rule: why it cannot be asked (it needs a function in JavaScript, for example).
        duplicate_keys: severity of a key that occurs twice; None for off.
        incompatible_values: severity of a key that is no string; None for off.
        severity_at: (rule, document, pointer) to the severity there, where an override for a pointer says another; else
            the given one. None when no override names a pointer.
        pointed: the rules with such an override; they are asked even when their severity is None.
    """

    source: str
    rules: Mapping[str, ActiveRule]
    formats: frozenset[str] = frozenset()
    not_run: Mapping[str, str] = field(default_factory=dict)
    duplicate_keys: Severity | None = Severity.ERROR
    incompatible_values: Severity | None = Severity.ERROR
    severity_at: Callable[[ActiveRule, str, str], Severity | None] | None = None
    pointed: frozenset[str] = frozenset()
