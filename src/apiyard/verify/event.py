"""What a run tells while it goes on; reports and progress only listen."""

from __future__ import annotations

from typing import TypeAlias

from apiyard.core.noun import dataclass
from apiyard.spec.exchange import Reply
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
        reply: what the service answered, None when it did not.
        seconds: how long the exchange took.
        troubles: what is wrong; empty when nothing is.
    """

    case: Case
    reply: Reply | None
    seconds: float
    troubles: tuple[Trouble, ...] = ()

    @property
    def status(self) -> int | None:
        """The status of the reply, None without a reply."""
        return self.reply.status if self.reply is not None else None


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
