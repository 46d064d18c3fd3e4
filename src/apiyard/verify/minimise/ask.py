"""Ask again for a failure: send a case, and see whether it shows the same."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.verify.case import Case
from apiyard.verify.failure import Failure
from apiyard.verify.session import Session


def asked_again(session: Session, failure: Failure, case: Case) -> Failure | None:
    """Send a case in the place of the one that showed a failure.

    Args:
        session: the run.
        failure: the failure.
        case: the case; what stands before its request was sent already.

    Returns:
        The failure with this case; None when it does not show, or cannot be sent.
    """
    # That it was refused is asked for again only where it was asked for before: the key says which trouble is meant.
    operation = session.contract.operation(case.operation)
    looked = session.look(operation, case, must_take=failure.trouble.check == "refused-good-request")
    if looked is None:
        return None
    judged, told = looked
    for trouble in judged.troubles:
        if Failure(judged.case, trouble, judged.reply, "").key == failure.key:
            return replace(session.failure_of(judged, trouble, told=told), seen=failure.seen, again=True)
    return None
