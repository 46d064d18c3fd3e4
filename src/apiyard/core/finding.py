"""A finding: what is wrong in a document or an exchange, where, and what to do about it."""

from __future__ import annotations

from enum import StrEnum

from apiyard.core.noun import dataclass


class Severity(StrEnum):
    """How bad a finding is; only ``error`` makes a verdict fail by default."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a document.

    Args:
        document: path or URL as the user would name it.
        pointer: RFC 6901 JSON pointer, empty for the whole document.
        line: 1-based line, 0 when not known.
        column: 1-based column, 0 when not known.
    """

    document: str
    pointer: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give ``document:line:column#pointer`` as far as it is known."""
        place = f"{self.document}:{self.line}:{self.column}" if self.line else self.document
        return f"{place}#{self.pointer}" if self.pointer else place


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Args:
        rule: the id of the rule or check that speaks.
        severity: how bad it is.
        message: one sentence: what is wrong.
        location: where it is.
        piece: the offending text, short.
        hint: what to do.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    piece: str = ""
    hint: str = ""
