"""Run kinds of cases against a service, telling what happens as it happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from apiyard.core.catalog import find, scan
from apiyard.core.clock import Clock, SystemClock
from apiyard.core.errors import ApiyardError, unknown
from apiyard.core.noun import dataclass, field
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation
from apiyard.verify.event import CaseJudged, Event, OperationSkipped, RunEnded, RunStarted
from apiyard.verify.generate import Generator
from apiyard.verify.kind import Kind
from apiyard.verify.plan import Plan
from apiyard.verify.report import KindReport, Report
from apiyard.verify.report_fill import filled
from apiyard.verify.session import Session
from apiyard.verify.transport import Door

_NO_CASE = "no case can be made"


def kinds() -> MappingProxyType[str, Kind]:
    """Give the kinds of cases by id.

    Returns:
        All entries of the folder ``kinds``.
    """
    return scan("apiyard.verify.kinds", "KIND", Kind)


def verify(contract: Contract, base_url: str, plan: Plan | None = None, *, clock: Clock | None = None) -> Report:
    """Verify a service and give only the report.

    Args:
        contract: what the service promises.
        base_url: where it is.
        plan: the settings of the run.
        clock: monotonic time; the machine's when None.

    Returns:
        The report.

    Raises:
        ForbiddenError: the service is on another machine and that was not allowed.
        UnavailableError: nobody listens there.
        UnknownNameError: an unknown kind or operation.
    """
    plan = plan or Plan()
    for event in filled(run(contract, base_url, plan, clock=clock), contract, headers=plan.headers):
        if isinstance(event, RunEnded):
            return event.report
    raise AssertionError("a run always ends with its report")


def run(contract: Contract, base_url: str, plan: Plan | None = None, *, clock: Clock | None = None) -> Iterator[Event]:
    """Verify a service, yielding events; the last one carries the report.

    A service that hangs or dies is a failure in the report, not an error. What could not be reached in the time of
    the plan is told as skipped.

    Args:
        contract: what the service promises.
        base_url: where it is.
        plan: the settings of the run.
        clock: monotonic time; the machine's when None.

    Yields:
        RunStarted, then CaseJudged and OperationSkipped, then RunEnded.

    Raises:
        ForbiddenError: the service is on another machine and that was not allowed.
        UnavailableError: nobody listens there.
        UnknownNameError: an unknown kind or operation.
    """
    plan = plan or Plan()
    clock = clock or SystemClock()
    chosen = [find(kinds(), "kind", id_) for id_ in plan.kinds]
    operations = _chosen(contract, plan.operations)
    started = clock.monotonic()
    with Door(base_url, headers=plan.headers, reply_seconds=plan.reply_seconds, allow_remote=plan.allow_remote) as door:
        door.reach()
        session = Session(contract, plan, door, Generator(contract), clock)
        yield RunStarted(door.base_url, len(operations), plan.kinds)
        reports: list[KindReport] = []
        for at, kind in enumerate(chosen):
            left = started + plan.seconds - clock.monotonic()
            tally = _Tally(session, kind, clock.monotonic() + max(left, 0) / (len(chosen) - at))
            yield from tally.go(operations)
            reports.append(tally.report())
    yield RunEnded(
        Report(
            title=contract.title,
            version=contract.version,
            digest=str(contract.digest),
            base_url=door.base_url,
            seed=plan.seed,
            seconds=clock.monotonic() - started,
            operations=tuple(operation.id for operation in operations),
            kinds=tuple(reports),
        )
    )


@dataclass(slots=True)
class _Tally:
    """Runs one kind over all operations and counts."""

    session: Session
    kind: Kind
    deadline: float
    started: float = 0.0
    cases: int = 0
    reached: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)

    def go(self, operations: Sequence[Operation]) -> Iterator[Event]:
        """Probe each operation within its share of the time that is left."""
        self.started = self.session.clock.monotonic()
        for at, operation in enumerate(operations):
            now = self.session.clock.monotonic()
            before = self.cases
            reason = "the service does not answer any more" if self.session.gone else "the time was up before"
            try:
                if now < self.deadline and not self.session.gone:
                    until = now + (self.deadline - now) / (len(operations) - at)
                    for judged in self.kind.probe(self.session, operation, until):
                        self._count(judged)
                        yield judged
                    late = self.session.clock.monotonic() > until
                    reason = "the time was up before" if late else _NO_CASE
            except ApiyardError as error:  # no request can be made, or a schema of the operation is wrong
                reason = f"{error.what}: {error.piece}".rstrip(": ")
            if self.cases > before or self._failed(operation):
                self.reached.append(operation.id)
            elif self.kind.covers_all or reason != _NO_CASE:
                self.skipped[operation.id] = reason
                yield OperationSkipped(self.kind.id, operation.id, reason)

    def report(self) -> KindReport:
        """Give what was counted."""
        return KindReport(
            kind=self.kind.id,
            cases=self.cases,
            seconds=self.session.clock.monotonic() - self.started,
            failures=tuple(failure for failure in self.session.failures.values() if failure.case.kind == self.kind.id),
            reached=tuple(self.reached),
            skipped=self.skipped,
            statuses=dict(self.statuses),
        )

    def _count(self, judged: CaseJudged) -> None:
        self.cases += 1
        self.statuses[str(judged.status) if judged.status is not None else "none"] += 1

    def _failed(self, operation: Operation) -> bool:
        return any(
            failure.case.operation == operation.id and failure.case.kind == self.kind.id
            for failure in self.session.failures.values()
        )


def _chosen(contract: Contract, wanted: Sequence[str]) -> tuple[Operation, ...]:
    by_id = {operation.id: operation for operation in contract.operations}
    for id_ in wanted:
        if id_ not in by_id:
            raise unknown("operation", id_, by_id)
    return tuple(by_id[id_] for id_ in wanted) if wanted else tuple(contract.operations)
