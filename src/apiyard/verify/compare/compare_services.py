"""Verify one service, and compare it with others by the same requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from apiyard.core.clock import Clock, SystemClock
from apiyard.core.noun import replace
from apiyard.spec.contract import Contract
from apiyard.verify.compare.mirror import Mirror
from apiyard.verify.compare.side import Side
from apiyard.verify.event import Event, RunEnded
from apiyard.verify.plan import Plan
from apiyard.verify.report import Report
from apiyard.verify.run import run
from apiyard.verify.session import never


def compare_services(
    contract: Contract,
    first: Side,
    others: Sequence[Side],
    *,
    plan: Plan | None = None,
    clock: Clock | None = None,
    stopped: Callable[[], bool] = never,
) -> Iterator[Event]:
    """Verify the first service; the others get each of its requests too, and their answers are compared.

    Ids that a service makes for what it is sent are translated for the others, so that a sequence of requests means
    the same everywhere.

    Args:
        contract: what all of them promise.
        first: the service that is verified.
        others: those that it is compared with.
        plan: the settings of the run; requests are sent one after the other, whatever its workers are.
        clock: monotonic time; the machine's when None.
        stopped: asked between cases: whether the run is to end now, with the report of what was seen.

    Yields:
        The events of the run; its report has one kind more, ``compare``, whose failures are the differences.

    Raises:
        UnavailableError: one of them is not there.
        ApiyardError: the run cannot begin.
    """
    clock = clock or SystemClock()
    plan = replace(plan or Plan(), workers=1)
    mirror = Mirror(contract, first, others, clock=clock, headers=plan.headers)
    for event in run(contract, mirror, plan, clock=clock, stopped=stopped):
        if isinstance(event, RunEnded):
            whole = _whole(event.report, mirror, plan)
            yield RunEnded(replace(whole, beside=tuple(each.name for each in others)))
        else:
            yield event


def _whole(report: Report, mirror: Mirror, plan: Plan) -> Report:
    compared = mirror.report(plan.baseline)
    hints = report.hints or mirror.hints()
    whole = replace(report, kinds=(*report.kinds, compared), notes=(*report.notes, *mirror.notes()), hints=hints)
    return replace(whole, gone=plan.baseline.gone((*whole.failures, *whole.known), reached=whole.reached))
