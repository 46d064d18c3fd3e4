"""Spare findings by agreed exceptions, and tell which of these have ended or are not needed any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from apiyard.core.finding import Finding, Location, Severity
from apiyard.core.noun import dataclass
from apiyard.design.exception import LintException
from apiyard.design.report import Spared

EXPIRED = "exception-expired"


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
