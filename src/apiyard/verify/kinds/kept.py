"""Cases that are kept: the exchanges that proved a break once, sent again."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.spec.operation import Operation
from apiyard.verify.event import CaseJudged
from apiyard.verify.kind import Kind
from apiyard.verify.session import Session


def _probe(session: Session, operation: Operation, until: float) -> Iterator[CaseJudged]:
    """Send the kept cases of an operation; one that the contract takes must not be refused."""
    for case in session.plan.cases:
        if case.operation != operation.id:
            continue
        if session.gone or session.clock.monotonic() > until:
            return
        judged = session.judge(operation, case, must_take=True)
        if judged is not None:
            yield judged


KIND = Kind(
    id="kept",
    why="What `apiyard diff` proved to break must keep working for as long as the old contract is promised.",
    probe=_probe,
    covers_all=False,
    shrinks=False,
)
