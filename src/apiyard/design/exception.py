"""Exceptions: findings that a team agreed to live with, for a reason and until a day, kept apart from the contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from apiyard.core.errors import InvalidInputError
from apiyard.core.finding import Finding, Location, Severity
from apiyard.design.report import Spared
from apiyard.design.waiver import read_day

EXPIRED = "exception-expired"


@dataclass(frozen=True, slots=True)
class LintException:
    """One agreed exception.

    Args:
        rule: the name of the rule, or a pattern such as ``owasp:*``.
        reason: why.
        document: pattern of the document's path, relative to the file this stands in; ``*`` also crosses slashes.
        pointer: JSON pointer (RFC 6901) that findings must stand at or below; empty for the whole document.
        until: the last day on which it holds, such as 2027-01-31; empty for no end.
    """

    rule: str
    reason: str
    document: str = "*"
    pointer: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        """Check the parts."""
        if not self.rule or not self.reason.strip():
            raise InvalidInputError("an exception names its rule and a reason", piece=self.rule)
        if self.pointer and not self.pointer.startswith("/"):
            raise InvalidInputError("a pointer starts with a slash", piece=self.pointer, hint="such as /paths/~1orders")
        read_day(self.until)

    def holds(self, today: date) -> bool:
        """Say whether its last day has not passed."""
        end = read_day(self.until)
        return end is None or today <= end

    def fits(self, rule: str, document: str, at: str) -> bool:
        """Say whether a finding is meant.

        Args:
            rule: the rule that speaks.
            document: the document's path, relative to the file of the exceptions.
            at: the pointer in it.
        """
        below = not self.pointer or at == self.pointer or at.startswith(f"{self.pointer}/")
        return below and fnmatchcase(rule, self.rule) and fnmatchcase(document, self.document.removeprefix("./"))


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The exceptions that a run knows.

    Args:
        each: the exceptions, in the order of the file.
        places: where each of them stands.
        folder: the absolute folder that patterns of documents are relative to.
    """

    each: Sequence[LintException] = ()
    places: Sequence[Location] = ()
    folder: str = "/"

    def spare(self, finding: Finding, document: str, today: date) -> Spared | None:
        """Give what the first exception that spares a finding says.

        Args:
            finding: the finding.
            document: its document, relative to the folder.
            today: the day of the judgement.
        """
        for each, place in zip(self.each, self.places, strict=True):
            if each.fits(finding.rule, document, finding.location.pointer) and each.holds(today):
                return Spared("exception", each.reason, each.until, str(place))
        return None

    def expired(self, today: date) -> tuple[Finding, ...]:
        """Give a finding for each exception whose last day has passed."""
        return tuple(
            Finding(
                EXPIRED,
                Severity.WARN,
                f"the exception for {each.rule} ended on {each.until}",
                place,
                hint="mend what it spared, or agree on a later day",
            )
            for each, place in zip(self.each, self.places, strict=True)
            if not each.holds(today)
        )

    def unused(self, spared: Iterable[Spared], today: date) -> tuple[str, ...]:
        """Tell of each exception that holds and that no finding needs.

        Args:
            spared: what spared findings in this run.
            today: the day of the judgement.
        """
        used = {each.place for each in spared}
        return tuple(
            f"nothing needs the exception for {each.rule} at {place} any more"
            for each, place in zip(self.each, self.places, strict=True)
            if str(place) not in used and each.holds(today)
        )
