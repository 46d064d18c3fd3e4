"""Find the smallest request that shows a failure, by sending smaller ones."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.judge import Judgement, check_request
from apiyard.verify.check import checks
from apiyard.verify.failure import Failure
from apiyard.verify.minimise.ask import asked_again
from apiyard.verify.minimise.candidates import smaller_requests
from apiyard.verify.minimise.ground import grounded
from apiyard.verify.session import Session

MOST_FAILURES = 40
"""How many failures of a kind are made smaller; a service with more has other worries."""
MOST_SENT = 80
"""How many requests are sent to make one failure smaller."""
MOST_SILENT = 8
"""How many, where each of them may take the whole time of a reply."""


def minimise(session: Session, kind: str, *, until: float) -> None:
    """Make the failures of a kind smaller, and see whether each shows again.

    A failure of a sequence, or one that only an oracle can tell, is left as it is.

    Args:
        session: the run; its failures are replaced by smaller ones.
        kind: id of the kind.
        until: the monotonic time at which it ends.
    """
    own = (each for each in session.failures.items() if each[1].case.kind == kind)
    keys = [key for key, failure in own if failure.again is None]
    for key in keys[:MOST_FAILURES]:
        if session.gone or session.clock.monotonic() >= until:
            return
        session.failures[key] = grounded(session, shrunk(session, session.failures[key], until=until))


def shrunk(session: Session, failure: Failure, *, until: float) -> Failure:
    """Make one failure smaller.

    Args:
        session: the run.
        failure: the failure.
        until: the monotonic time at which it ends.

    Returns:
        The failure with the smallest request that showed it, and whether it showed when it was sent again.
    """
    if failure.case.before or not _can_judge(failure.trouble.check):
        return failure
    sent, most = 1, MOST_SILENT if failure.trouble.check == "no-reply" else MOST_SENT
    again = _shown(session, failure, failure.case.request)
    if again is None:
        return replace(failure, again=False)
    best = replace(failure, again=True)
    tried: set[Request] = {failure.case.request}
    progress = True
    while progress:
        progress = False
        for request in smaller_requests(session.contract, best.case.request):
            if sent >= most or session.gone or session.clock.monotonic() >= until:
                return best
            if request in tried or _weight(request) >= _weight(best.case.request):
                continue
            tried.add(request)
            if not _as_bad(session.contract, request, failure.case.request):
                continue
            sent += 1
            found = _shown(session, failure, request)
            if found is not None:
                best, progress = found, True
                break
    return best


def _as_bad(contract: Contract, request: Request, first: Request) -> bool:
    """Whether a request is still what the first one was: good, or bad for no other reason."""
    now, before = check_request(contract, request), check_request(contract, first)
    if (now.operation is None) != (before.operation is None):
        return False
    broken = _broken(now)
    return broken <= _broken(before) and bool(broken) == bool(_broken(before))


def _broken(judgement: Judgement) -> frozenset[tuple[str, str]]:
    return frozenset((each.place, each.pointer) for each in judgement.violations if each.place != "security")


def _can_judge(check: str) -> bool:
    entry = checks().get(check)
    return check == "no-reply" or (entry is not None and entry.look is not None)


def _shown(session: Session, failure: Failure, request: Request) -> Failure | None:
    """Send a request; give the failure with it, when it shows the same trouble."""
    origin = failure.case.origin
    if request != failure.case.request and not origin.endswith("made smaller"):
        origin = f"{origin}, made smaller"
    case = replace(failure.case, request=request, origin=origin)
    return asked_again(session, failure, case)


def _weight(request: Request) -> tuple[int, str]:
    """How long a request is to read; of two equally long ones the plainer one is smaller."""
    length = len(request.path) + len(request.query) + len(request.body)
    plain = request.body.decode("latin-1") + request.query + request.path
    return length + sum(len(name) + len(value) for name, value in request.headers), plain.replace("a", "\0")
