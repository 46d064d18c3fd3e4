"""The nouns of a lint report: findings with their places, what spares some of them, and the documents judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from apiyard.core.finding import Finding, Severity
from apiyard.core.noun import dataclass, field
from apiyard.design.ruleset import ActiveRule
from apiyard.spec.extent import Extent
from apiyard.spec.inventory import Inventory, Path
from apiyard.spec.parse import Document

NOT_RUN = "rule-not-run"
"""The rule of the findings that tell of rules which could not be asked."""
ORDER = tuple(Severity)
"""Severities from the worst to the mildest; the index is the number that Spectral's formats write."""


@dataclass(frozen=True, slots=True)
class Spared:
    """Why a finding does not count.

    Args:
        by: what spares it: ``x-lint-ignore``, ``exception`` or ``baseline``.
        reason: the reason that was written there.
        until: the last day on which it is spared (RFC 3339 full-date); empty for no end.
        place: where that is written, for people.
    """

    by: str
    reason: str = ""
    until: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as it is reported.

    Args:
        finding: the finding.
        extent: where its value stands.
        path: keys and indices from the root of its document.
        region: start line, start character, end line, end character of the field's editors: from 0, a member without
            its key.
        fingerprint: names it across runs, whatever its line is.
        url: where its rule is explained; empty for nowhere.
        spared: why it does not count; None when it does.
    """

    finding: Finding
    extent: Extent
    path: Path
    region: tuple[int, int, int, int]
    fingerprint: str
    url: str = ""
    spared: Spared | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in one input.

    Args:
        name: what the user called it.
        documents: the documents that findings stand in, by name.
        remarks: the findings in order, with those that are spared.
        inventory: the documents of a contract; None when findings are about another file, such as one of exceptions.
        ruleset: the ruleset that was asked.
        rules: the rules in force, by name.
        not_run: by name of a rule: why it was not asked.
        notes: what else people are told: exceptions that nothing needs, findings of the baseline that are gone.
    """

    name: str
    documents: Mapping[str, Document]
    remarks: tuple[Remark, ...]
    inventory: Inventory | None = None
    ruleset: str = ""
    rules: Mapping[str, ActiveRule] = field(default_factory=dict)
    not_run: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def counted(self) -> tuple[Remark, ...]:
        """The findings that nothing spares."""
        return tuple(each for each in self.remarks if each.spared is None)

    @property
    def broken(self) -> tuple[Remark, ...]:
        """The findings that count and speak of the contract, not of rules that could not be asked."""
        return tuple(each for each in self.counted if each.finding.rule != NOT_RUN)


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to look.

    Args:
        folder: the absolute folder that paths are told relative to.
        width: columns of the terminal.
        colour: whether colours are wanted.
        raw: whether findings stay ungrouped.
        urls: whether links to explanations are shown.
        arithmetic: whether the arithmetic of the score is shown.
        most: how many findings, or groups, are shown of each input; 0 for all.
    """

    folder: str = "/"
    width: int = 100
    colour: bool = False
    raw: bool = False
    urls: bool = True
    arithmetic: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in all inputs.

    Args:
        judged: the inputs in order.
        version: the version of the program.
        fail: findings of this severity or a worse one make the run fail.
        look: how it is to look.
    """

    judged: tuple[Judged, ...]
    version: str
    fail: Severity = Severity.ERROR
    look: Look = field(default_factory=Look)

    @property
    def failed(self) -> bool:
        """Whether a finding that counts is bad enough."""
        return any(reaches(each.finding.severity, self.fail) for judged in self.judged for each in judged.counted)


def reaches(severity: Severity, limit: Severity) -> bool:
    """Say whether a severity is as bad as another one, or worse."""
    return ORDER.index(severity) <= ORDER.index(limit)


def counts(remarks: Iterable[Remark]) -> dict[str, int]:
    """Give how many findings there are of each severity, the worst first, those without any left out."""
    found = [each.finding.severity for each in remarks]
    return {severity.value: found.count(severity) for severity in ORDER if severity in found}


def told_counts(numbers: Mapping[str, int]) -> str:
    """Give counts in words, such as ``2 errors, 1 warning``."""
    words = {"warn": "warning"}
    told = [f"{number} {words.get(name, name)}{'s' * (number != 1)}" for name, number in numbers.items()]
    return ", ".join(told) or "no findings"
