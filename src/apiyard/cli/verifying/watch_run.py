"""Run the verifier before the eyes of a person, and write its reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from apiyard.cli.verifying.interrupt import interruptible
from apiyard.cli.verifying.outputs import Output, write
from apiyard.cli.verifying.progress import shown
from apiyard.core.clock import Clock, SystemClock
from apiyard.core.errors import UnavailableError
from apiyard.spec.contract import Contract
from apiyard.verify.doors.inside import Application
from apiyard.verify.event import Event, RunEnded
from apiyard.verify.plan import Plan
from apiyard.verify.report import Report
from apiyard.verify.run import run
from apiyard.verify.telling.report_fill import Record, filled

Stopped: TypeAlias = Callable[[], bool]
"""Says whether a run is to end now."""
Going: TypeAlias = Callable[[Clock, Stopped], Iterator[Event]]
"""Starts a run."""


_SHUT = frozenset({"401", "403"})
"""Statuses of whoever is not let in."""


def watch_run(
    contract: Contract, against: str | Application, plan: Plan, *, outputs: Sequence[Output], quiet: bool = False
) -> Report:
    """Verify a service, show how it goes on, and write the reports.

    Args:
        contract: what the service promises.
        against: its base URL, or an application in this process.
        plan: the settings of the run.
        outputs: forms with their files.
        quiet: whether no progress is shown.

    Returns:
        The report.

    Raises:
        ApiyardError: the run cannot begin, or a report cannot be written.
        KeyboardInterrupt: the user ended it; the reports of what was seen until then are written.
    """

    def going(clock: Clock, stopped: Stopped) -> Iterator[Event]:
        return run(contract, against, plan, clock=clock, stopped=stopped)

    return told_to_the_end(going, contract, plan, outputs=outputs, quiet=quiet)


def told_to_the_end(
    going: Going, contract: Contract, plan: Plan, *, outputs: Sequence[Output], quiet: bool = False
) -> Report:
    """Show how a run goes on, and write its reports; Ctrl-C ends the run, not the report.

    Args:
        going: starts the run.
        contract: what is promised.
        plan: the settings of the run.
        outputs: forms with their files.
        quiet: whether no progress is shown.

    Returns:
        The report.

    Raises:
        ApiyardError: the run cannot begin, or a report cannot be written.
        UnavailableError: no request was sent, or none was let in, so that nothing is known; the reports are written.
        KeyboardInterrupt: the user ended it; the reports of what was seen until then are written.
    """
    clock = SystemClock()
    record = Record(clock) if any(form.exchanges for form, _ in outputs) else None
    with interruptible() as stopped:
        events = filled(going(clock, stopped), contract, headers=plan.headers, record=record)
        report = watched(events, clock, quiet=quiet)
    write(report, outputs)
    if stopped():
        raise KeyboardInterrupt
    if not report.cases:
        raise UnavailableError("nothing was asked", where=report.base_url, hint="the report says why")
    if not report.reached and not report.failures and all(_SHUT.issuperset(kind.statuses) for kind in report.kinds):
        told = "no operation answered otherwise than by asking for credentials, so that nothing is known"
        raise UnavailableError(told, where=report.base_url, hint="the report says how to give them")
    return report


def watched(events: Iterable[Event], clock: Clock, *, quiet: bool = False) -> Report:
    """Show how a run goes on, to its end: what shows it is gone when the report is written.

    Args:
        events: the events of a run.
        clock: monotonic time.
        quiet: whether nothing is shown.

    Returns:
        The report that the last event carries.
    """
    reports = [event.report for event in shown(events, clock, quiet=quiet) if isinstance(event, RunEnded)]
    return reports[-1]
