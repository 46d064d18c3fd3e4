"""Generated requests: half of them keep the contract, half of them break it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.spec.exchange import Request
from apiyard.spec.operation import Operation
from apiyard.verify.case import Case
from apiyard.verify.event import CaseJudged
from apiyard.verify.generate import CannotGenerateError
from apiyard.verify.kind import Kind
from apiyard.verify.session import Session
from apiyard.verify.stateful.supply import supply

_MOST_REPEATED = 20
"""After so many requests in a row that were made before, another one is new with a chance of less than about 1 in 7.

With that chance and more, 20 in a row would happen in fewer than 1 of 20 explorations: (1 - 1/7) ** 20 < 0.05.
"""


def _probe(session: Session, operation: Operation, until: float) -> Iterator[CaseJudged]:
    """Explore good requests, then bad ones; a fault of the generator with one sort leaves the other."""
    most = max(1, session.plan.max_examples // 2)
    problem: CannotGenerateError | None = None
    seen = 0
    supplied = supply(session, operation, until, kind="fuzz")
    yield from supplied.seen
    known = {name: value for (_, name), value in supplied.given.items()}
    for good in (True, False):
        try:
            judged = _explored(session, operation, until, good=good, most=most, known=known)
        except CannotGenerateError as error:
            problem = problem or error
            continue
        seen += len(judged)
        yield from judged
    if problem is not None and not seen:
        raise problem


def _explored(
    session: Session, operation: Operation, until: float, *, good: bool, most: int, known: Mapping[str, Json]
) -> list[CaseJudged]:
    """Explore one sort of requests; each different one is sent once, until hardly any is different."""
    origin = f"{'good' if good else 'bad'} request, seed {session.plan.seed}"
    judged: dict[Request, CaseJudged | None] = {}
    repeated = 0

    def visit(request: Request) -> bool | None:
        # What was begun in time asks at least once: on a busy machine the first request can take the whole share.
        nonlocal repeated
        if session.gone or (judged and session.clock.monotonic() > until):
            return None
        repeated = 0 if request not in judged else repeated + 1
        if request not in judged:
            judged[request] = session.judge(operation, Case("fuzz", operation.id, origin, request))
        outcome = judged[request]
        # After a failure the same requests are made again to find a smaller one.
        if repeated > _MOST_REPEATED and not any(each and each.troubles for each in judged.values()):
            return None
        return outcome is not None and bool(outcome.troubles)

    session.generator.explore(operation, visit, good=good, most=most, seed=session.plan.seed, known=known)
    return [outcome for outcome in judged.values() if outcome is not None]


KIND = Kind(
    id="fuzz",
    why="Generated good and bad requests find what nobody thought of: crashes, loose checks, replies of a wrong form.",
    probe=_probe,
    generates=True,
    finds=(
        "wrong_schema",
        "wrong_status",
        "missing_header",
        "wrong_media_type",
        "crash_on_edge",
        "accepts_anything",
        "wrong_problem",
    ),
)
