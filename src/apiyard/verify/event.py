"""What a run tells while it goes on; reports and progress only listen."""

from __future__ import annotations

from typing import TypeAlias

from apiyard.core.noun import dataclass
from apiyard.verify.case import Case
from apiyard.verify.failure import Trouble
from apiyard.verify.report import Report


@dataclass(frozen=True, slots=True)
class RunStarted:
    """The run begins.

    Args:
        base_url: the service.
        operations: how many operations will be verified.
        kinds: ids of the kinds, in order.
    """

    base_url: str
    operations: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseJudged:
    """A case was sent and its exchange was judged.

    Args:
        case: the case.
        status: the status of the reply, None without a reply.
        seconds: how long the exchange took.
        troubles: what is wrong; empty when nothing is.
    """

    case: Case
    status: int | None
    seconds: float
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class OperationSkipped:
    """No case could be made for an operation.

    Args:
        kind: id of the kind.
        operation: id of the operation.
        reason: why.
    """

    kind: str
    operation: str
    reason: str


@dataclass(frozen=True, slots=True)
class RunEnded:
    """The run is over.

    Args:
        report: what it found.
    """

    report: Report


Event: TypeAlias = RunStarted | CaseJudged | OperationSkipped | RunEnded
