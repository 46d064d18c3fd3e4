"""The nouns of a changelog: entries about changes, sections about versions, and the whole."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from apiyard.core.noun import dataclass
from apiyard.design.cause import Verdict
from apiyard.design.versioning.bump import Bump


class Kind(StrEnum):
    """What kind of news a change is, in the order of Keep a Changelog 1.1.0 with what hurts first."""

    REMOVED = "removed"
    CHANGED = "changed"
    SECURITY = "security"
    DEPRECATED = "deprecated"
    ADDED = "added"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Shown:
    """What proves that a change breaks callers.

    Args:
        says: one sentence that introduces it.
        lines: what a shell can run, or what goes over the wire; empty when the sentence says all.
        language: what the lines are written in: ``sh`` or ``http``.
    """

    says: str
    lines: tuple[str, ...] = ()
    language: str = "http"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, told once however many operations it reaches. Its texts may come from anybody.

    Args:
        kind: what kind of news it is.
        verdict: what it means for old callers.
        text: one sentence: what changed.
        operations: the calls that it reaches, such as ``GET /orders``, the nearest first; empty for the whole API.
        positions: the places in these calls, such as ``response 200 application/json``.
        migration: what a caller has to do; empty when that is nothing.
        proofs: what proves that it breaks callers.
        check: the id of the check that noticed it.
        fingerprint: 16 hexadecimal digits that stay the same while the change stays the same.
        documentation: whether it only changes what people read.
        reason: for what could not be decided, why.
    """

    kind: Kind
    verdict: Verdict
    text: str
    operations: tuple[str, ...]
    positions: tuple[str, ...] = ()
    migration: str = ""
    proofs: tuple[Shown, ...] = ()
    check: str = ""
    fingerprint: str = ""
    documentation: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What one version, or one commit, changed.

    Args:
        version: the version that callers meet from here on.
        before: the version that it was compared with.
        bump: what the changes ask for.
        entries: what changed, in the order of reports.
        at: when it was made public; None when nobody knows.
        revision: the commit or tag that it stands in; empty when it comes from elsewhere.
        subject: the first line of that commit's message.
        remarks: what else a reader should know, such as a version that says too little.
        api: what the API is called where a changelog is about several; empty for one.
    """

    version: str
    before: str
    bump: Bump
    entries: tuple[Entry, ...]
    at: datetime | None = None
    revision: str = ""
    subject: str = ""
    remarks: tuple[str, ...] = ()
    api: str = ""

    @property
    def name(self) -> str:
        """The version, with the API where there are several."""
        return f"{self.api} {self.version}".strip()

    @property
    def breaking(self) -> int:
        """How many changes break callers."""
        return sum(each.verdict is Verdict.BREAKING for each in self.entries)


@dataclass(frozen=True, slots=True)
class Changelog:
    """What changed from version to version.

    Args:
        title: the API's title.
        sections: the newest first.
        link: where people read about the API; empty when nobody said.
        documentation: whether changes of words and examples are told too.
    """

    title: str
    sections: tuple[Section, ...]
    link: str = ""
    documentation: bool = True
