"""Status codes: which of the documented answers came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation
from apiyard.verify.coverage.measure import Measure
from apiyard.verify.coverage.seen import Seen


def _whole(contract: Contract, operations: Sequence[Operation]) -> Iterable[str]:
    return (f"{each.id} {key}" for each in operations for key in each.responses)


def _met(seen: Seen) -> Iterable[str]:
    response = seen.operation.response(seen.reply.status)
    if response is not None:
        yield f"{seen.operation.id} {response.status}"


MEASURE = Measure(
    id="status",
    why="A documented answer that never came is a promise that nobody has looked at.",
    noun="status codes",
    numerator="documented answers that came at least once, whatever was asked; each answer counts for one key only: "
    "its own code before its range before `default`",
    denominator="keys under `responses` of the operations of the run: codes, ranges such as `4XX`, and `default`",
    whole=_whole,
    met=_met,
)
