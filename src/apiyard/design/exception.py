"""The type of an exception: findings that a team agreed to live with, for a reason and until a day."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.design.waiver import read_day


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
