"""The type of an acceptance: a change that people agreed to live with, for a reason and until a day."""

from __future__ import annotations

import re
from datetime import date

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.design.waiver import read_day

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One change that was accepted.

    Args:
        fingerprint: of the change, 16 hexadecimal digits, as every form of a report tells it.
        reason: why.
        by: the person who accepted it.
        until: the last day on which it holds, such as 2027-01-31; empty for no end.
        api: the title of the API whose change is meant; empty for every API in which this change happens.
        told: what the change was, for readers of the file; it decides nothing.
    """

    fingerprint: str
    reason: str
    by: str
    until: str = ""
    api: str = ""
    told: str = ""

    def __post_init__(self) -> None:
        """Check the parts."""
        if _FINGERPRINT.fullmatch(self.fingerprint) is None:
            hint = "16 hexadecimal digits, quoted, as the report tells them"
            raise InvalidInputError("this is no fingerprint of a change", piece=repr(self.fingerprint)[:60], hint=hint)
        if not self.reason.strip() or not self.by.strip():
            hint = "write reason: and by:"
            raise InvalidInputError("an acceptance has a reason and a person", piece=self.fingerprint, hint=hint)
        read_day(self.until)

    def holds(self, today: date) -> bool:
        """Say whether its last day has not passed."""
        end = read_day(self.until)
        return end is None or today <= end
