"""Listen to a run, and put into its report what it covered, where the broken promises stand, and its exchanges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

from apiyard.core.clock import Clock
from apiyard.core.finding import Location
from apiyard.core.noun import dataclass, field, replace
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers
from apiyard.verify.coverage.gather import Gatherer
from apiyard.verify.event import CaseJudged, Event, RunEnded
from apiyard.verify.report import Report
from apiyard.verify.telling.recorded import Recorded

MOST_RECORDED = 10_000
"""How many exchanges are recorded; failures are always told, whether there was room or not."""
MOST_BYTES = 64 * 1024 * 1024
"""How large the bodies of all recorded exchanges may be in sum."""


@dataclass(slots=True)
class Record:
    """Keeps the exchanges of a run, as many as there is room for.

    Args:
        clock: tells when an exchange was.
        kept: the exchanges.
        size: the bytes of their bodies.
        left_out: how many there was no room for.
    """

    clock: Clock
    kept: list[Recorded] = field(default_factory=list)
    size: int = 0
    left_out: int = 0

    def take(self, event: CaseJudged) -> None:
        """Keep an exchange, if there is room."""
        size = len(event.case.request.body) + (len(event.reply.body) if event.reply is not None else 0)
        if len(self.kept) >= MOST_RECORDED or self.size + size > MOST_BYTES:
            self.left_out += 1
            return
        self.size += size
        began = self.clock.now() - timedelta(seconds=event.seconds)
        self.kept.append(Recorded(event.case, event.reply, event.seconds, began, event.troubles))


def filled(
    events: Iterable[Event], contract: Contract, *, headers: Headers = (), record: Record | None = None
) -> Iterator[Event]:
    """Pass the events of a run on; its report gets coverage, places and exchanges.

    Args:
        events: the events of a run.
        contract: the contract it is about.
        headers: sent with every request besides its own; only their names are looked at.
        record: keeps the exchanges; None for none.

    Yields:
        The same events, the last one with the report filled.
    """
    gatherer = Gatherer(contract, headers)
    for event in events:
        if isinstance(event, CaseJudged):
            gatherer.take(event.case.operation, event.case.request, event.reply)
            if record is not None:
                record.take(event)
        if isinstance(event, RunEnded):
            yield RunEnded(_whole(event.report, contract, gatherer, record=record))
        else:
            yield event


def _whole(report: Report, contract: Contract, gatherer: Gatherer, *, record: Record | None) -> Report:
    chosen = set(report.operations)
    operations = [each for each in contract.operations if each.id in chosen]
    failures = Counter(fault.failure.case.operation for fault in report.faults)
    return replace(
        report,
        coverage=gatherer.covered(operations),
        asked=gatherer.asked(operations, failures),
        places=_places(report, contract),
        recorded=tuple(record.kept) if record is not None else (),
        unrecorded=record.left_out if record is not None else 0,
    )


def _places(report: Report, contract: Contract) -> dict[str, Location]:
    broken = {failure.trouble.why for failure in report.failures if failure.trouble.why.startswith("/")}
    failing = {failure.case.operation for failure in report.failures}
    broken |= {each.pointer for each in contract.operations if each.id in failing}
    found = {pointer: contract.locate(pointer) for pointer in sorted(broken)}
    # A bundle that was written without line breaks is nobody's file: a pointer tells more than its first line.
    return found if any(place.line > 1 for place in found.values()) else {}
