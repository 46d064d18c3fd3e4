"""The nouns of a report about contracts that were compared: pairs, where they came from, and what was accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from apiyard.core.noun import dataclass, field
from apiyard.design.cause import Cause, Verdict
from apiyard.design.diff_level import FailOn
from apiyard.design.diffing.report import Report
from apiyard.design.report import Look
from apiyard.design.versioning.bump import Bump, required_bump

KINDS = ("breaking", "unknown", "safe", "documentation")
"""What a change is to a reader, the worst first."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one side of a comparison comes from.

    Args:
        name: what the user called it, such as ``main:apis/orders/openapi.yaml``.
        revision: the git revision that its documents stand in; empty for none.
    """

    name: str
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Why a change does not count.

    Args:
        by: the person who accepted it, or the name of the file of another tool that ignores it.
        reason: why.
        until: the last day on which it does not count (RFC 3339 full-date); empty for no end.
    """

    by: str
    reason: str = ""
    until: str = ""

    def told(self) -> str:
        """Give it in words."""
        until = f" until {self.until}" if self.until else ""
        reason = f": {self.reason}" if self.reason else ""
        return f"accepted by {self.by}{until}{reason}"


@dataclass(frozen=True, slots=True)
class Compared:
    """One pair of contracts.

    Args:
        name: what the pair is called.
        old: where the old contract comes from.
        new: where the new one comes from.
        report: what changed.
        presence: whether the contract is on both sides, or was added or removed as a whole; then what is not there
            is an empty contract.
        accepted: by fingerprint of a change: why it does not count.
        notes: what else people are told.
        fail: from which verdict on it fails.
    """

    name: str
    old: Origin
    new: Origin
    report: Report
    presence: Literal["both", "added", "removed"] = "both"
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    fail: FailOn = FailOn.BREAKING

    @property
    def failed(self) -> bool:
        """Whether a change that counts is bad enough."""
        return any(fails(each, self.fail) for each in self.counted)

    @property
    def counted(self) -> tuple[Cause, ...]:
        """The changes that nobody accepted."""
        return tuple(each for each in self.report.causes if each.fingerprint not in self.accepted)

    @property
    def bump(self) -> Bump:
        """The part of the version that all changes ask for, the accepted ones too."""
        return required_bump(self.report.causes)


@dataclass(frozen=True, slots=True)
class DiffReport:
    """What was found in all pairs.

    Args:
        compared: the pairs in order.
        version: the version of the program.
        look: how it is to look.
    """

    compared: tuple[Compared, ...]
    version: str
    look: Look = field(default_factory=Look)

    @property
    def failed(self) -> bool:
        """Whether a pair failed."""
        return any(each.failed for each in self.compared)

    @property
    def bump(self) -> Bump:
        """The most that a pair asks for."""
        return max((pair.bump for pair in self.compared), key=lambda each: each.rank, default=Bump.NONE)


def kind_of(cause: Cause) -> str:
    """Give what a change is to a reader, one of ``KINDS``."""
    return "documentation" if cause.documentation and cause.verdict is Verdict.SAFE else cause.verdict.value


def fails(cause: Cause, fail: FailOn) -> bool:
    """Say whether a change is bad enough to fail."""
    if fail is FailOn.NONE:
        return False
    return KINDS.index(kind_of(cause)) <= KINDS.index(fail.value)


def counts(causes: tuple[Cause, ...]) -> dict[str, int]:
    """Give how many changes there are of each kind, the worst first, all kinds told."""
    found = [kind_of(each) for each in causes]
    return {kind: found.count(kind) for kind in KINDS}


def told_counts(numbers: Mapping[str, int]) -> str:
    """Give counts in words, such as ``2 breaking, 1 safe``."""
    return ", ".join(f"{number} {kind}" for kind, number in numbers.items() if number) or "no changes"
