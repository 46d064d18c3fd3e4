"""Refuse a bad request with the status that fits, naming everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.core.json import canonical
from apiyard.mock.answering.answer import Wanted, answer
from apiyard.mock.answering.credential import credentials_for
from apiyard.mock.answering.prefer import Wishes
from apiyard.mock.options import Errors
from apiyard.mock.refusing.explain import Told
from apiyard.mock.refusing.problem import problem
from apiyard.mock.refusing.reasons import made_otherwise, with_reasons
from apiyard.mock.step import Refused
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation

_MOST_TOLD = 10
_CODES = {401: "unauthenticated", 403: "forbidden", 415: "unsupported-media-type"}


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
    return problem(
        421, "this server does not answer for that host, unless it is allowed by its name", code="wrong-host"
    )


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

    Without credentials it is 401, or 403 where only that is in the contract; for another media type 415; else 400, or
    422 where only that is in the contract. Where the contract itself gives such a response another form than problem
    details, the answer has the contract's form with the reasons in the members that errors usually have for them, and
    all violations stand in the header ``x-violations``: so a refusal conforms too.

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
    headers = _hints(contract, operation, status)
    shown = " and ".join(credentials_for(contract, operation)) if status in {401, 403} else ""
    hint = f"; a mock takes any, such as: {shown}" if shown else ""
    detail = f"the request breaks the contract: {violations[0].message}{hint}"
    code = _CODES.get(status, "bad-request")
    reply = problem(status, detail, violations=violations, code=code, headers=headers)
    if form == "problem" or operation.response(status) is None or not check_reply(operation, method, reply):
        return reply
    own = answer(operation, Wanted(method, None, Wishes(code=status)))
    if isinstance(own, Refused):
        return reply
    own = _with_headers(operation, method, own, headers=(*headers, ("x-violations", told(violations))))
    others = made_otherwise(operation, method, status)
    return with_reasons(operation, method, own, told=Told(status, detail, violations, code, others))


def _with_headers(operation: Operation, method: str, own: Reply, *, headers: Headers) -> Reply:
    """Put the mock's headers into a reply; where the contract asks for other values of one, its own stays."""
    said = tuple(each for each in own.headers if each[0] != "preference-applied")
    for name, value in headers:
        tried = (*(each for each in said if each[0] != name), (name, value))
        if not check_reply(operation, method, Reply(own.status, tried, own.body)):
            said = tried
    return Reply(own.status, said, own.body)


def _hints(contract: Contract, operation: Operation, status: int) -> Headers:
    """Say what would do: a challenge for 401, the media types for 415 (RFC 9110, sections 11.6.1 and 12.5.1).

    The challenge may stand in other responses, too (section 11.6.1): so whoever is refused with 403 for want of
    credentials learns which would do.
    """
    if status in {401, 403}:
        return (("www-authenticate", challenge(contract, operation)),)
    if status == 415 and operation.request_body is not None:
        name = "accept-patch" if operation.method == "patch" else "accept"
        return ((name, _printable(", ".join(operation.request_body.content))),)
    return ()


def _status(operation: Operation, violations: Sequence[Violation]) -> int:
    places = {violation.place for violation in violations}
    if "security" in places:
        return 403 if "403" in operation.responses and operation.response(401) is None else 401
    if "media-type" in places:
        return 415
    return 422 if "422" in operation.responses and "400" not in operation.responses else 400


def challenge(contract: Contract, operation: Operation) -> str:
    """Name the schemes that would do, for ``WWW-Authenticate`` (RFC 9110, section 11.6.1; RFC 6750, section 3).

    Args:
        contract: the contract.
        operation: the operation that asks for credentials.

    Returns:
        One challenge for each scheme; an API key, for which no scheme is registered, is told with its place.
    """
    found: dict[str, None] = {}
    for requirement in operation.security:
        for name, scopes in requirement.items():
            scheme = contract.security_schemes.get(name, {})
            kind, word = scheme.get("type"), scheme.get("scheme")
            if kind == "http" and isinstance(word, str) and word.isalnum():
                found[f'{word.title()} realm="mock"'] = None
            elif kind == "apiKey":
                found[f'ApiKey realm="mock", in={_quoted(scheme.get("in"))}, name={_quoted(scheme.get("name"))}'] = None
            else:
                scope = f", scope={_quoted(' '.join(scopes))}" if scopes else ""
                found[f'Bearer realm="mock"{scope}'] = None
    return ", ".join(found) or 'Bearer realm="mock"'


def _quoted(value: object) -> str:
    return '"' + _printable(str(value)).replace('"', "").replace("\\", "") + '"'


def _printable(text: str) -> str:
    return "".join(char for char in text if " " <= char <= "~")


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
