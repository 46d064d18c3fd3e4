"""The type of what a person writes to spare findings: which rule, why, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.noun import dataclass

_FIELDS = ("rule", "reason", "until")


@dataclass(frozen=True, slots=True)
class Waiver:
    """Findings of one rule that do not count.

    Args:
        rule: the name of the rule.
        reason: why; empty when nobody wrote it.
        until: the last day on which it holds; None for no end.
    """

    rule: str
    reason: str = ""
    until: date | None = None

    def over(self, today: date) -> bool:
        """Say whether its last day has passed."""
        return self.until is not None and today > self.until


def read_waiver(value: object) -> Waiver:
    """Read a waiver as it stands in a contract: the name of a rule, or an object.

    Args:
        value: the JSON value.

    Returns:
        The waiver.

    Raises:
        InvalidInputError: it is neither, has no rule, or a date that is none.
        UnknownNameError: a field that nobody knows.
    """
    if isinstance(value, str) and value:
        return Waiver(value)
    if not isinstance(value, Mapping) or not isinstance(value.get("rule"), str) or not value["rule"]:
        raise InvalidInputError(
            "a waiver is the name of a rule, or an object with rule, reason and until", piece=repr(value)[:60]
        )
    for name in value:
        if name not in _FIELDS:
            raise unknown("field", str(name), _FIELDS, where=str(value["rule"]))
    reason = value.get("reason")
    return Waiver(value["rule"], reason.strip() if isinstance(reason, str) else "", read_day(value.get("until")))


def read_day(value: object) -> date | None:
    """Read a day (RFC 3339, section 5.6: full-date).

    Args:
        value: the text; None or an empty text for no day.

    Returns:
        The day.

    Raises:
        InvalidInputError: it is no day.
    """
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InvalidInputError("this is no day", piece=str(value)[:40], hint="write it as 2027-01-31") from None
