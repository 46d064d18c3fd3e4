"""Put before a request what finds or makes the thing that it names, so that it shows the failure another day, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote

from apiyard.core.noun import replace
from apiyard.spec.exchange import Reply, Request
from apiyard.verify.case import Case, Step, Taken
from apiyard.verify.failure import Failure
from apiyard.verify.minimise.ask import asked_again
from apiyard.verify.replay.mark import marked
from apiyard.verify.session import Session
from apiyard.verify.stateful.again import Given, given_again
from apiyard.verify.stateful.supply import Supplied, supplied


def grounded(session: Session, failure: Failure) -> Failure:
    """Find or make the thing anew that a failure is about, and ask about it.

    Args:
        session: the run.
        failure: a failure of one request.

    Returns:
        The failure with the steps before it, when it shows so, too; else the same failure.
    """
    case = failure.case
    thing = supplied(session, case.operation, case.kind)
    if thing is None or case.before or not thing.takes:
        return failure
    if not _names_alone(case.request, thing.takes):
        return failure
    made = _made(session, case, thing)
    if made is None:
        return failure
    steps, (request, takes) = made
    if not _names_alone(request, takes):
        return failure
    return asked_again(session, failure, replace(case, request=request, before=steps, takes=takes)) or failure


def _names_alone(request: Request, takes: Sequence[Taken]) -> bool:
    """Whether what was taken stands in the path, each once, and nowhere else.

    Another value of the request that happens to be the same text would be taken for the id, and change with it.
    """
    texts = [each.text for each in takes]
    parts = Counter(unquote(each) for each in request.path.split("/"))
    numbers = {(each.step, each.pointer): str(at) for at, each in enumerate(takes)}
    rest = replace(request, path="/")
    return all(parts[each] == texts.count(each) == 1 for each in texts) and marked(rest, takes, numbers) == rest


def _made(session: Session, case: Case, thing: Supplied) -> tuple[tuple[Step, ...], Given] | None:
    """Send the steps anew; give them as they were sent, and the request of the case with what the replies told."""
    replies: list[Reply | None] = []
    sent: list[Step] = []
    for step in thing.steps:
        given = given_again(step, replies)
        if session.gone or given is None:
            return None
        step_case = Case(case.kind, step.operation, case.origin, given[0], tuple(sent), given[1])
        looked = session.look(session.contract.operation(step.operation), step_case)
        if looked is None:
            return None
        replies.append(looked[0].reply)
        sent.append(Step(step.operation, *given))
    given = given_again(replace(case, takes=thing.takes), replies)
    return None if given is None else (tuple(sent), given)
