"""Operations: which of them did their work at least once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation
from apiyard.verify.coverage.measure import Measure
from apiyard.verify.coverage.seen import Seen

# Answers that say nothing about the operation itself (RFC 9110, section 15; RFC 6585, section 4).
_NOT_ITS_WORK = frozenset({401, 403, 405, 429})


def _whole(contract: Contract, operations: Sequence[Operation]) -> Iterable[str]:
    return (each.id for each in operations)


def _met(seen: Seen) -> Iterable[str]:
    status = seen.reply.status
    if seen.held and status < 500 and status not in _NOT_ITS_WORK:
        yield seen.operation.id


MEASURE = Measure(
    id="operation",
    why="An operation that never saw a good request, or only ever said no to the caller, is not tested.",
    noun="operations",
    numerator="operations that answered a request that keeps the contract, and not by 401, 403, 405, 429 or 5xx",
    denominator="operations of the run",
    whole=_whole,
    met=_met,
)
