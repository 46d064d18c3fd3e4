"""Which operations of a contract are verified."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.noun import dataclass
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation

_BY = ("operation", "tag", "method", "path", "deprecated")
_GLOB = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which operations of a contract are meant.

    A pattern is ``operation:GLOB``, ``tag:GLOB``, ``method:GET``, ``path:GLOB`` (``*`` stands for anything, slashes
    too), ``deprecated``, or the id of an operation or a glob of ids alone.

    Args:
        include: patterns of which one must fit; empty for all operations.
        exclude: patterns of which none may fit.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def of(self, contract: Contract) -> tuple[Operation, ...]:
        """Give the operations that are meant, in the document's order.

        Args:
            contract: the contract.

        Raises:
            UnknownNameError: a pattern names an operation that is not there.
            InvalidInputError: a pattern fits nothing, or nothing is left.
        """
        for pattern in (*self.include, *self.exclude):
            _check(pattern, contract)
        found = tuple(
            operation
            for operation in contract.operations
            if (not self.include or fits_any(operation, self.include)) and not fits_any(operation, self.exclude)
        )
        if not found and contract.operations:
            raise InvalidInputError("no operation is left to verify", piece=", ".join((*self.include, *self.exclude)))
        return found


def fits_any(operation: Operation, patterns: Iterable[str]) -> bool:
    """Say whether an operation fits one of some patterns.

    Args:
        operation: the operation.
        patterns: patterns as of ``Selection``.

    Returns:
        Whether one fits.
    """
    return any(_fits(operation, pattern) for pattern in patterns)


def _fits(operation: Operation, pattern: str) -> bool:
    by, colon, glob = pattern.partition(":")
    if pattern == "deprecated":
        return operation.deprecated
    if not colon or by not in _BY:
        return operation.id == pattern or fnmatchcase(operation.id, pattern)
    if by == "tag":
        return any(fnmatchcase(tag, glob) for tag in operation.tags)
    if by == "method":
        return operation.method.lower() == glob.lower()
    text = operation.path if by == "path" else operation.id
    return text == glob or fnmatchcase(text, glob)


def _check(pattern: str, contract: Contract) -> None:
    """Tell a slip of the pen, which would leave out what somebody thinks is verified, or the other way around."""
    if any(_fits(operation, pattern) for operation in contract.operations) or pattern == "deprecated":
        return
    by, colon, glob = pattern.partition(":")
    if not colon or by not in _BY:
        by, glob = "operation", pattern
    if by == "operation" and not _GLOB & set(glob):
        raise unknown("operation", glob, [operation.id for operation in contract.operations])
    known = {
        "operation": [operation.id for operation in contract.operations],
        "tag": sorted({tag for operation in contract.operations for tag in operation.tags}),
        "method": sorted({operation.method for operation in contract.operations}),
        "path": sorted({operation.path for operation in contract.operations}),
        "deprecated": ["deprecated"],
    }[by]
    if _GLOB & set(glob):
        raise InvalidInputError("no operation fits the pattern", piece=pattern)
    raise unknown(by, glob, known)
