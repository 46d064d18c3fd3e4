"""The type of a form in which a report is written."""

from __future__ import annotations

from collections.abc import Callable

from apiyard.core.noun import dataclass
from apiyard.verify.report import Report


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a report.

    Args:
        id: equal to its file's name.
        why: who reads it.
        suffix: the usual end of its file's name.
        write: gives the text of a report.
    """

    id: str
    why: str
    suffix: str
    write: Callable[[Report], str]
