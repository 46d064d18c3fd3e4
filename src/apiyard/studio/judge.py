"""Judge a typed text: what the rules find, and where, in a form that pages show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.core.finding import Finding, Location, Severity
from apiyard.design.contract_rule import rules as known_rules
from apiyard.design.lint import lint
from apiyard.spec.contract import Contract
from apiyard.spec.parse import Document
from apiyard.studio.draft import shown_name

MOST = 2_000
"""So many findings are sent to the page; the count says how many there are."""

_PLACE = re.compile(r"(?P<document>.+?):(?P<line>\d+):(?P<column>\d+)(?:#(?P<pointer>.*))?", re.DOTALL)
_ORDER = {Severity.ERROR: 0, Severity.WARN: 1, Severity.INFO: 2, Severity.HINT: 3}


@dataclass(frozen=True, slots=True)
class Judged:
    """What is found in a text.

    Args:
        findings: sorted by place.
        whys: by rule: why it exists, and where it is explained.
    """

    findings: tuple[Finding, ...]
    whys: dict[str, dict[str, str]]


def judge(main: str, read: Callable[[str], Document], contract: Contract | ApiyardError) -> Judged:
    """Ask the rules about a text.

    Args:
        main: the path of the main document.
        read: reads documents.
        contract: the contract that the text makes, or why it makes none.

    Returns:
        The findings; a text that cannot be read gives one finding that says why.
    """
    if isinstance(contract, ApiyardError):
        return Judged((as_finding(contract, main),), {})
    findings = lint(contract)
    rules = known_rules()
    whys = {each.rule: {"why": rules[each.rule].why, "url": ""} for each in findings if each.rule in rules}
    return Judged(findings, whys)


def as_finding(error: ApiyardError, main: str) -> Finding:
    """Tell an error about a document as a finding at its place.

    Args:
        error: the error; its ``where`` may name document, line, column and pointer.
        main: the path of the main document.

    Returns:
        The finding.
    """
    found = _PLACE.fullmatch(error.where)
    place = Location(main, "", 1, 1)
    if found is not None:
        line, column = int(found["line"]), int(found["column"])
        place = Location(found["document"], found["pointer"] or "", line, column)
    return Finding("contract", Severity.ERROR, error.what, place, error.piece, error.hint)


def facts(findings: Iterable[Finding], folder: Path) -> list[dict[str, Any]]:
    """Give findings as plain data, the worst ones first when there are too many.

    Args:
        findings: the findings.
        folder: the folder of the contract.

    Returns:
        At most ``MOST`` of them.
    """
    chosen = list(findings)
    if len(chosen) > MOST:
        chosen = sorted(chosen, key=lambda each: _ORDER[each.severity])[:MOST]
    return [
        {
            "rule": each.rule,
            "severity": each.severity.value,
            "message": each.message,
            "document": shown_name(folder, each.location.document),
            "pointer": each.location.pointer,
            "line": each.location.line,
            "column": each.location.column,
            "piece": each.piece,
            "hint": each.hint,
        }
        for each in chosen
    ]
