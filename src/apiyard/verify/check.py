"""Judge one exchange: did the service keep the contract's word?"""

from __future__ import annotations

from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation
from apiyard.verify.failure import Trouble

CHECKS = {
    "no-reply": "a service answers every request",
    "server-error": "no request may make a service fail",
    "accepted-bad-request": "a request that breaks the contract is refused with 4xx",
    "refused-good-request": "a kept request that the contract takes is not refused for its form",
    "undocumented-status": "a reply has a status that the contract names",
    "wrong-media-type": "a reply has a media type that the contract names",
    "wrong-header": "a reply has the headers that the contract promises",
    "wrong-body": "a reply's body has the form that the contract promises",
}
"""What each check stands for."""

# Refusals for the form of a request (RFC 9110, section 15.5); others hang on who asks, and on what there is.
_FOR_FORM = frozenset({400, 405, 406, 411, 413, 414, 415, 422, 431})
_BY_PLACE = {"status": "undocumented-status", "media-type": "wrong-media-type", "header": "wrong-header"}


def check_exchange(contract: Contract, operation: Operation, request: Request, *, reply: Reply) -> tuple[Trouble, ...]:
    """Judge an exchange with the same judge of requests and replies as the mock and the drift detector.

    A reply of 500 is always wrong, and another 5xx when the contract does not name it. A request that breaks the
    contract must get 4xx; which one is the service's choice, but one that the contract names must have its form.
    Credentials are not judged here: without them 401 and 403 are right.

    Args:
        contract: the contract.
        operation: the operation that the request was made for.
        request: what was sent.
        reply: what came back.

    Returns:
        What is wrong; empty when nothing is.
    """
    judgement = check_request(contract, request)
    violations = check_reply(judgement.operation or operation, request.method, reply)
    documented = not any(violation.place == "status" for violation in violations)
    if reply.status == 500 or (reply.status > 500 and not documented):
        return (Trouble("server-error", f"the service answered {reply.status}", "status", "a reply below 500"),)
    broken = [violation for violation in judgement.violations if violation.place != "security"]
    refusable = bool(broken) or judgement.operation is None
    if refusable and reply.status < 300:
        return (_accepted(reply, broken),)
    if not documented and 400 <= reply.status < 500 and (refusable or reply.status in {401, 403}):
        return ()
    return tuple(_from_reply(violation) for violation in violations)


def check_taken(contract: Contract, request: Request, reply: Reply) -> tuple[Trouble, ...]:
    """Say whether a request that the contract takes was refused for its form.

    Args:
        contract: the contract that is promised.
        request: what was sent.
        reply: what came back.

    Returns:
        The refusal; empty when it was taken, or when the contract does not take the request either.
    """
    judgement = check_request(contract, request)
    broken = [violation for violation in judgement.violations if violation.place != "security"]
    if reply.status not in _FOR_FORM or broken or judgement.operation is None:
        return ()
    told = f"the service answered {reply.status} to a request that the contract takes"
    return (Trouble("refused-good-request", told, "status", "a reply that does not refuse it"),)


def _accepted(reply: Reply, broken: list[Violation]) -> Trouble:
    first = broken[0] if broken else None
    reason = f"{first.place} {first.pointer}: {first.message}" if first else "the contract has no such operation"
    return Trouble(
        "accepted-bad-request",
        f"the service answered {reply.status} to a request that breaks the contract: {reason}",
        f"request {first.place} {first.pointer}".rstrip() if first else "request",
        first.schema_pointer if first else "",
    )


def _from_reply(violation: Violation) -> Trouble:
    return Trouble(
        _BY_PLACE.get(violation.place, "wrong-body"),
        violation.message,
        f"{violation.place} {violation.pointer}".rstrip(),
        violation.schema_pointer,
    )
