"""A rule that is asked of a document: its expressions and its questions, read."""

from __future__ import annotations

from typing import Any

from apiyard.core.noun import dataclass
from apiyard.design.function import Function
from apiyard.design.jsonpath.parse import parse_path
from apiyard.design.jsonpath.path import JsonPath
from apiyard.design.linting.given import expand
from apiyard.design.ruleset import Active, ActiveRule


@dataclass(frozen=True, slots=True)
class Ask:
    """One function with its options read.

    Args:
        function: the function.
        field: the member that it looks at.
        options: what its reading of the options gave.
    """

    function: Function
    field: str
    options: Any


@dataclass(frozen=True, slots=True)
class Question:
    """A rule that is asked.

    Args:
        rule: the rule in force.
        paths: its expressions.
        asks: its questions.
    """

    rule: ActiveRule
    paths: tuple[JsonPath, ...]
    asks: tuple[Ask, ...]


def relevant(active: Active, formats: frozenset[str]) -> list[ActiveRule]:
    """Give the rules that are asked of a document of some formats.

    Args:
        active: all that is in force.
        formats: the document's formats.
    """
    return [
        rule
        for name, rule in active.rules.items()
        if (rule.severity is not None or name in active.pointed)
        and name not in active.not_run
        and (not rule.formats or not rule.formats.isdisjoint(formats))
    ]


def question(rule: ActiveRule, formats: frozenset[str]) -> Question:
    """Read a rule.

    Args:
        rule: the rule.
        formats: the formats of the document, for its aliases.

    Raises:
        InvalidInputError: an expression or the options of a function are wrong.
        UnknownNameError: nobody knows an alias.
    """
    paths = tuple(parse_path(given) for given in expand(rule.rule.given, rule.aliases, formats))
    asks = tuple(Ask(then.function, then.field, then.function.read(then.options)) for then in rule.rule.then)
    for ask in asks:
        if ask.field.startswith("$"):
            parse_path(ask.field)
    return Question(rule, paths, asks)
