"""The type of a lint rule: what it looks for, and documents that keep and break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from apiyard.core import catalog
from apiyard.core.finding import Severity
from apiyard.spec.contract import Contract


@dataclass(frozen=True, slots=True)
class Problem:
    """One place that breaks a rule.

    Args:
        pointer: RFC 6901 pointer into the contract's tree.
        message: one sentence: what is wrong.
        piece: the offending text, short.
        hint: what to do.
    """

    pointer: str
    message: str
    piece: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A lint rule.

    Args:
        id: the name of its file with hyphens.
        why: one sentence: why a user wants it.
        severity: how bad it is to break it, unless the user says otherwise.
        options: the frozen dataclass of its options; every option has a default.
        check: finds what breaks it; pure.
        good: OpenAPI documents (YAML) without a finding of this rule.
        bad: OpenAPI documents (YAML) with at least one.
    """

    id: str
    why: str
    severity: Severity
    options: type[Any]
    check: Callable[[Contract, Any], Iterator[Problem]]
    good: tuple[str, ...]
    bad: tuple[str, ...]


def rules() -> MappingProxyType[str, Rule]:
    """Give all rules by id.

    Raises:
        WrongEntryError: a file in the folder is no rule.
    """
    return catalog.scan("apiyard.design.contract_rules", "CONTRACT_RULE", Rule)
