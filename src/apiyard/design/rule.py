"""The type of a lint rule: where it looks, what it asks there, and documents that keep and break it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from apiyard.core import catalog
from apiyard.core.finding import Severity
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.function import Function


@dataclass(frozen=True, slots=True)
class Then:
    """One question that a rule asks of each value it looks at.

    Args:
        function: who answers.
        field: the member that is looked at: ``""`` the value itself, ``@key`` each key, a dotted path, or a JSONPath
            with ``$`` at its start.
        options: the function's options as written.
    """

    function: Function
    field: str = ""
    options: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A lint rule, in the shape of Spectral's ruleset format.

    Args:
        id: the name of its file with hyphens.
        why: one sentence: why a user wants it.
        given: JSONPath expressions in Spectral's dialect; ``#Name`` at the start names an alias of the ruleset.
        then: what is asked there.
        name: what rulesets and findings call it, where that is not the id.
        description: Spectral's description; the message of a finding unless there is ``message``.
        message: the message of a finding; ``{{error}}`` and other names are filled in; ``""`` means the description.
        severity: how bad it is to break it, unless the user says otherwise.
        recommended: whether it is asked when a ruleset is extended without ``all``.
        formats: the formats it is for; empty means those of its ruleset, or all.
        resolved: whether references are replaced before it looks.
        documentation_url: where it is explained.
        clause: the clause of the guideline that it comes from, where there is one.
        good: documents (YAML) without a finding of this rule.
        bad: documents (YAML) with at least one.
    """

    id: str
    why: str
    given: tuple[str, ...]
    then: tuple[Then, ...]
    name: str = ""
    description: str = ""
    message: str = ""
    severity: Severity = Severity.WARN
    recommended: bool = True
    formats: tuple[str, ...] = ()
    resolved: bool = True
    documentation_url: str = ""
    clause: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Let a rule without a name of its own be called by its id."""
        if not self.name:
            object.__setattr__(self, "name", self.id)


def rules(group: str) -> MappingProxyType[str, Rule]:
    """Give the built-in rules of one group by id.

    Args:
        group: the folder below ``rules``, such as ``oas``.

    Raises:
        WrongEntryError: a file in the folder is no rule.
    """
    return catalog.scan(f"apiyard.design.rules.{group}", "RULE", Rule)
