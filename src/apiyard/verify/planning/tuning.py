"""Tuning: what a check is asked for less strictly, at which operations, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from apiyard.core.catalog import find
from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, field
from apiyard.core.options import read_options
from apiyard.verify.check import checks


@dataclass(frozen=True, slots=True)
class Tuning:
    """One exception from a check, with its reason.

    Args:
        reason: why; nobody keeps an exception that nobody understands.
        check: id of the check; ``*`` for all.
        operations: ids of operations or globs of them; empty for all.
        kinds: ids of the kinds of cases that it is for; empty for all.
        off: whether the check is not asked there at all.
        options: the options of the check there.

    Raises:
        InvalidInputError: there is no reason, or nothing is tuned, or options are given for a check that has none.
        UnknownNameError: no check or option has such a name.
    """

    reason: str
    check: str
    operations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    off: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the names, so that a slip of the pen turns nothing off in silence."""
        if not self.reason.strip():
            raise InvalidInputError("a tuning needs a reason", piece=self.check, hint="write reason: ...")
        if self.off == bool(self.options):
            raise InvalidInputError("a tuning turns a check off or gives it options", piece=self.check)
        if self.check != "*":
            read_options(find(checks(), "check", self.check).options, self.options)
        elif self.options:
            raise InvalidInputError("options are for one check", hint="name the check")

    def holds(self, check: str, operation: str, kind: str) -> bool:
        """Say whether it is for a check of a case.

        Args:
            check: id of the check.
            operation: id of the operation.
            kind: id of the kind of the case.

        Returns:
            Whether it is.
        """
        return (
            self.check in {"*", check}
            and (not self.kinds or kind in self.kinds)
            and (not self.operations or any(fnmatchcase(operation, each) for each in self.operations))
        )


@dataclass(frozen=True, slots=True)
class Tuned:
    """How a check is asked at one operation.

    Args:
        options: its options; None when it is not asked, an empty tuple for a check that has none.
        by: the exception that says so; None where it is asked as it is.
    """

    options: Any
    by: Tuning | None = None


@dataclass(frozen=True, slots=True)
class Spared:
    """What an exception was for in a run.

    Args:
        tuning: the exception.
        times: how many replies would have shown a failure without it; 0 says that it may not be needed any more.
    """

    tuning: Tuning
    times: int


def tuned(tunings: Iterable[Tuning], check: str, *, operation: str, kind: str) -> Tuned:
    """Say how a check is asked.

    Args:
        tunings: all exceptions; the last one that holds counts.
        check: id of the check.
        operation: id of the operation.
        kind: id of the kind of the case.

    Returns:
        Its options, and the exception that they come from.
    """
    entry = checks().get(check)
    by = next((each for each in reversed(tuple(tunings)) if each.holds(check, operation, kind)), None)
    if by is not None and by.off:
        return Tuned(None, by)
    if entry is None:
        return Tuned((), by)
    return Tuned(entry.options() if by is None else read_options(entry.options, by.options), by)
