"""Cases that are kept: the exchanges that proved a break once, sent again."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.spec.operation import Operation
from apiyard.verify.case import Case
from apiyard.verify.event import CaseJudged
from apiyard.verify.kind import Kind, UnsentError
from apiyard.verify.session import Session


def _probe(session: Session, operation: Operation, until: float) -> Iterator[CaseJudged]:
    """Send the kept cases of an operation, each of which counts; one that the contract takes must not be refused."""
    kept = _kept(session, operation)
    sent = 0
    for case in kept:
        if session.gone or session.clock.monotonic() > until:
            break
        judged = session.judge(operation, case, must_take=True)
        if judged is not None:
            sent += 1
            yield judged
    if sent < len(kept):
        raise UnsentError("not all kept cases were sent", piece=f"{sent} of {len(kept)}")


def _kept(session: Session, operation: Operation) -> list[Case]:
    return [case for case in session.plan.cases if case.operation == operation.id]


def _count(session: Session, operation: Operation) -> int:
    return len(_kept(session, operation))


KIND = Kind(
    id="kept",
    why="What `apiyard diff` proved to break must keep working for as long as the old contract is promised.",
    probe=_probe,
    covers_all=False,
    count=_count,
    shrinks=False,
)
