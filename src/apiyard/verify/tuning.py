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


def options_of(tunings: Iterable[Tuning], check: str, *, operation: str, kind: str) -> Any:
    """Give the options under which a check is asked.

    Args:
        tunings: all exceptions; the last one that holds counts.
        check: id of the check.
        operation: id of the operation.
        kind: id of the kind of the case.

    Returns:
        The options; None when the check is not asked there.
    """
    entry = checks().get(check)
    held = [each for each in tunings if each.holds(check, operation, kind)]
    if held and held[-1].off:
        return None
    kind_of_options = entry.options if entry is not None else None
    if kind_of_options is None:
        return ()
    return read_options(kind_of_options, held[-1].options) if held else kind_of_options()
