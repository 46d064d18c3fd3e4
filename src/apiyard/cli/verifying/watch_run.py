"""Run the verifier before the eyes of a person, and write its reports."""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.cli.verifying.outputs import Output, write
from apiyard.cli.verifying.progress import shown
from apiyard.core.clock import SystemClock
from apiyard.spec.contract import Contract
from apiyard.verify.event import RunEnded
from apiyard.verify.inside import Application
from apiyard.verify.plan import Plan
from apiyard.verify.report import Report
from apiyard.verify.report_fill import Record, filled
from apiyard.verify.run import run


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
    """
    clock = SystemClock()
    record = Record(clock) if any(form.exchanges for form, _ in outputs) else None
    events = filled(run(contract, against, plan, clock=clock), contract, headers=plan.headers, record=record)
    for event in shown(events, clock, quiet=quiet):
        if isinstance(event, RunEnded):
            write(event.report, outputs)
            return event.report
    raise AssertionError("a run always ends with its report")
