"""Run kinds of cases against a service, telling what happens as it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType

from apiyard.core.catalog import find, scan
from apiyard.core.clock import Clock, SystemClock
from apiyard.core.errors import unknown
from apiyard.core.noun import replace
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation
from apiyard.verify.doors.door import AnyDoor, door_of, reach_within
from apiyard.verify.doors.inside import HOST, Application
from apiyard.verify.event import Event, RunEnded, RunStarted
from apiyard.verify.generate import Generator
from apiyard.verify.keep import keeper_of
from apiyard.verify.kind import Kind
from apiyard.verify.minimise.shrink import minimise
from apiyard.verify.plan import Plan
from apiyard.verify.report import KindReport, Report
from apiyard.verify.session import Session, never
from apiyard.verify.tally import Tally
from apiyard.verify.telling.hints import hints_of
from apiyard.verify.telling.report_fill import filled


def kinds() -> MappingProxyType[str, Kind]:
    """Give the kinds of cases by id.

    Returns:
        All entries of the folder ``kinds``.
    """
    return scan("apiyard.verify.kinds", "KIND", Kind)


def verify(
    contract: Contract, against: str | Application, plan: Plan | None = None, *, clock: Clock | None = None
) -> Report:
    """Verify a service and give only the report.

    Args:
        contract: what the service promises.
        against: its base URL, or an application in this process.
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
    for event in filled(run(contract, against, plan, clock=clock), contract, headers=plan.headers):
        if isinstance(event, RunEnded):
            return event.report
    raise AssertionError("a run always ends with its report")


def run(
    contract: Contract,
    against: str | Application | AnyDoor,
    plan: Plan | None = None,
    *,
    clock: Clock | None = None,
    stopped: Callable[[], bool] = never,
) -> Iterator[Event]:
    """Verify a service, yielding events; the last one carries the report.

    A service that hangs or dies is a failure in the report, not an error. What could not be reached in the time of
    the plan is told as skipped.

    Args:
        contract: what the service promises.
        against: its base URL, or an application in this process.
        plan: the settings of the run.
        clock: monotonic time; the machine's when None.
        stopped: asked between cases: whether the run is to end now, with the report of what was seen.

    Yields:
        RunStarted, then CaseJudged and OperationSkipped, then RunEnded.

    Raises:
        ForbiddenError: the service is on another machine and that was not allowed.
        UnavailableError: nobody listens there.
        UnknownNameError: an unknown kind, operation or security scheme.
        InvalidInputError: a credential cannot be obtained, or no operation is left.
    """
    plan = plan or Plan()
    clock = clock or SystemClock()
    chosen = [find(kinds(), "kind", id_) for id_ in plan.kinds]
    operations = _chosen(contract, plan)
    generator = Generator(contract)
    if any(kind.generates for kind in chosen):
        generator.load()
    with door_of(plan, against) as door:
        reach_within(door, plan.wait_seconds, clock)
        started = clock.monotonic()
        keeper = keeper_of(contract, plan, door, clock=clock)
        keeper.open(operations)
        session = Session(contract, plan, door, generator, clock, keeper, stopped=stopped)
        yield RunStarted(door.label, len(operations), plan.kinds)
        reports: list[KindReport] = []
        yield from _all_kinds(session, chosen, operations, started=started, reports=reports)
    report = Report(
        title=contract.title,
        version=contract.version,
        digest=str(contract.digest),
        base_url=door.label,
        seed=plan.seed,
        seconds=clock.monotonic() - started,
        operations=tuple(operation.id for operation in operations),
        kinds=tuple(reports),
    )
    yield RunEnded(_told(report, session))


def _told(report: Report, session: Session) -> Report:
    """Add what a reader should know besides what was found."""
    plan, door = session.plan, session.door
    inside = "://" not in door.label and door.base_url.startswith(f"http://{HOST}")
    note = f"the commands ask {door.base_url}: serve the application there before they are run"
    return replace(
        report,
        gone=plan.baseline.gone((*report.failures, *report.known), reached=report.reached),
        spared=session.spared(),
        notes=(note,) if inside and report.failures else (),
        hints=hints_of(session.contract, report, credentials=bool(plan.headers or plan.auth)),
    )


def _all_kinds(
    session: Session,
    chosen: Sequence[Kind],
    operations: Sequence[Operation],
    *,
    started: float,
    reports: list[KindReport],
) -> Iterator[Event]:
    """Run one kind after the other, each with an equal part of the time that is left; what they counted is added.

    What kinds leave over goes to operations for which another one had no time.
    """
    clock, seconds = session.clock, session.plan.seconds
    tallies = [Tally(session, kind) for kind in chosen]
    todo = [(tally, operations) for tally in tallies]
    waiting = -1
    while todo and waiting:
        for at, (tally, asked) in enumerate(todo):
            left = started + seconds - clock.monotonic()
            yield from tally.go(asked, until=clock.monotonic() + max(left, 0) / (len(todo) - at))
            if tally.kind.shrinks:
                minimise(session, tally.kind.id, until=clock.monotonic() + seconds / (10 * len(chosen)))
        before, waiting = waiting, sum(len(tally.late) for tally in tallies)
        if waiting == before or session.gone or clock.monotonic() >= started + seconds:
            break
        todo = [(tally, tuple(tally.late)) for tally in tallies if tally.late]
    for tally in tallies:
        yield from tally.end()
        reports.append(tally.report())


def _chosen(contract: Contract, plan: Plan) -> tuple[Operation, ...]:
    by_id = {operation.id: operation for operation in contract.operations}
    for id_ in plan.operations:
        if id_ not in by_id:
            raise unknown("operation", id_, by_id)
    selected = plan.selection.of(contract)
    if not plan.operations:
        return selected
    return tuple(by_id[id_] for id_ in plan.operations if by_id[id_] in selected)
