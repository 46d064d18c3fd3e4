"""Refuse a bad request with the status that fits, naming everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.core.json import canonical
from apiyard.mock.answer import Wanted, answer
from apiyard.mock.options import Errors
from apiyard.mock.prefer import Wishes
from apiyard.mock.problem import problem
from apiyard.mock.step import Refused
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation

_MOST_TOLD = 10
_ANY = "; a mock takes any, such as: Authorization: Bearer anything"


def refuse_path() -> Reply:
    """Refuse a path that the contract does not have (404)."""
    return problem(404, "the contract has no such path", code="no-such-path")


def refuse_method(allowed: Sequence[str]) -> Reply:
    """Refuse a method that the path does not have (405, with Allow as RFC 9110, section 15.5.6, demands).

    Args:
        allowed: the methods that it has.

    Returns:
        The reply.
    """
    shown = ", ".join(allowed)
    return problem(405, f"this path has {shown}", code="no-such-method", headers=(("allow", shown),))


def refuse_host() -> Reply:
    """Refuse a request that was meant for another host (421; RFC 9110, section 15.5.20)."""
    return problem(421, "this server does not answer for that host", code="wrong-host")


def refuse_size(most: int) -> Reply:
    """Refuse a body that is too large (413).

    Args:
        most: how many bytes are allowed.

    Returns:
        The reply.
    """
    return problem(413, f"the body may have {most} bytes", code="too-large")


def refuse(
    contract: Contract,
    operation: Operation,
    violations: Sequence[Violation],
    *,
    method: str,
    form: Errors = "contract",
) -> Reply:
    """Refuse a request that breaks its operation's promises.

    Without credentials it is 401, for another media type 415, else 400, or 422 where only that is in the contract.
    Where the contract itself gives such a response another form than problem details, the answer has the contract's
    form and the violations stand in the header ``x-violations``, so that a refusal conforms too.

    Args:
        contract: the contract.
        operation: the operation that the request means.
        violations: what it breaks, at least one.
        method: the request's method.
        form: ``problem`` for problem details whatever the contract has.

    Returns:
        The reply.
    """
    status = _status(operation, violations)
    headers: Headers = (("www-authenticate", _challenge(contract, operation)),) if status == 401 else ()
    reply = problem(
        status,
        f"the request breaks the contract: {violations[0].message}{_ANY if status == 401 else ''}",
        violations=violations,
        code="bad-request",
        headers=headers,
    )
    if form == "problem" or operation.response(status) is None or not check_reply(operation, method, reply):
        return reply
    own = answer(operation, Wanted(method, None, Wishes(code=status)))
    if isinstance(own, Refused):
        return reply
    return Reply(own.status, (*own.headers, *headers, ("x-violations", told(violations))), own.body)


def _status(operation: Operation, violations: Sequence[Violation]) -> int:
    places = {violation.place for violation in violations}
    if "security" in places:
        return 401
    if "media-type" in places:
        return 415
    return 422 if "422" in operation.responses and "400" not in operation.responses else 400


def _challenge(contract: Contract, operation: Operation) -> str:
    """Name the schemes that would do (RFC 9110, section 11.6.1)."""
    found: list[str] = []
    for requirement in operation.security:
        for name in requirement:
            scheme = contract.security_schemes.get(name, {})
            kind, word = scheme.get("type"), scheme.get("scheme")
            text = word.title() if kind == "http" and isinstance(word, str) and word.isalnum() else "Bearer"
            if text not in found:
                found.append(text)
    return ", ".join(found) or "Bearer"


def told(violations: Sequence[Violation]) -> str:
    """Give violations as one JSON line that is safe in a header.

    Args:
        violations: the first ten are given.

    Returns:
        A JSON array in printable ASCII, at most 4,000 characters of it.
    """
    found = [
        {"place": each.place, "pointer": each.pointer, "message": each.message} for each in violations[:_MOST_TOLD]
    ]
    text = canonical(found).decode()
    return "".join(char if " " <= char <= "~" else "?" for char in text)[:4000]
