"""Security schemes: which of them opened an operation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apiyard.spec.contract import Contract
from apiyard.spec.judge import shown_schemes
from apiyard.spec.operation import Operation
from apiyard.verify.coverage.measure import Measure
from apiyard.verify.coverage.seen import Seen


def _whole(contract: Contract, operations: Sequence[Operation]) -> Iterable[str]:
    names = (name for each in operations for alternative in each.security for name in alternative)
    return (name for name in dict.fromkeys(names) if name in contract.security_schemes)


def _met(seen: Seen) -> Iterable[str]:
    if seen.reply.status in {401, 403} or any(each.place == "security" for each in seen.judgement.violations):
        return
    shown = shown_schemes(seen.contract, seen.request)
    for alternative in seen.operation.security:
        if alternative and shown.issuperset(alternative):
            yield from alternative


MEASURE = Measure(
    id="security",
    why="What stands behind a scheme that was never passed is not tested, and neither is the door.",
    noun="security schemes",
    numerator="schemes whose credentials a request carried to an operation that asks for them, answered by neither "
    "401 nor 403",
    denominator="schemes that an operation of the run asks for",
    whole=_whole,
    met=_met,
)
