"""A new path may take calls away from an old one: ``/users/me`` from ``/users/{id}``."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.design.cause import ExchangeProof, Side, Strictness, Verdict
from apiyard.design.diffing.edit import Exchanged, Question
from apiyard.design.witness.prove import asking
from apiyard.spec.composing.compose import composer
from apiyard.spec.composing.wish import CannotBuildError, Wish
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation
from apiyard.spec.route import Matched, NoMethod

_SAFE = "the old contract has no calls of it"
_WORDS = "words of a new path are taken not to be values that clients send"


def path_shadows(path: str) -> Exchanged:
    """Ask for a call of an operation of the old contract that a new path takes away.

    Args:
        path: the template of the new path.
    """

    def ask(question: Question) -> Side:
        old, new = question.contracts.old, question.contracts.new
        strict = question.contracts.options.strictness is Strictness.WIRE_STRICT
        reason, safe = "", _SAFE
        for operation in (each for each in new.operations if each.path == path):
            text = asking(new, operation).path
            for method in _methods(old, text):
                found = _taken(old, new, Request(method, text))
                if isinstance(found, ExchangeProof) and (strict or _is_listed(old, found)):
                    return Side("request", Verdict.BREAKING, found.violation, found)
                if isinstance(found, ExchangeProof):
                    safe = f"{_WORDS}, though {found.violation}"
                    continue
                reason = reason or found
        if reason:
            return Side("request", Verdict.UNKNOWN, reason)
        return Side("request", Verdict.SAFE, safe)

    return Exchanged("request", ask)


def _methods(contract: Contract, path: str) -> list[str]:
    """Give the methods that a contract takes at a path as sent."""
    found = contract.router.match("?", path)
    return list(found.allowed) if isinstance(found, NoMethod) else []


def _taken(old: Contract, new: Contract, wanted: Request) -> ExchangeProof | str:
    """Build the call of the old operation at this very path, and see what the new contract takes it for."""
    matched = old.router.match(wanted.method, wanted.path)
    if not isinstance(matched, Matched):
        return ""
    operation = matched.operation
    texts = {("path", name): value for name, value in matched.path_values.items()}
    try:
        request = composer(old).request(operation, Wish(texts=texts))
    except CannotBuildError as error:
        return f"no call of {_call(operation)} at {wanted.path} was built: {error.what}"
    first = check_request(old, request)
    if first.outcome != "valid" or first.operation is None or first.operation.pointer != operation.pointer:
        return ""
    second = check_request(new, request)
    if second.operation is not None and second.operation.path == operation.path:
        return ""
    means = _call(second.operation) if second.operation is not None else "no method of the new path"
    text = f"{request.path} was a call of {_call(operation)} and now means {means}"
    return ExchangeProof(request, None, request.path, "path", text)


def _is_listed(old: Contract, proof: ExchangeProof) -> bool:
    """Say whether the old contract lists the value of a variable that the path of a call has."""
    matched = old.router.match(proof.request.method, proof.request.path)
    if not isinstance(matched, Matched):
        return False
    for parameter in matched.operation.parameters:
        value = matched.path_values.get(parameter.name)
        held = parameter.schema.resolved().value if parameter.schema is not None else None
        listed = held.get("enum") if isinstance(held, Mapping) else None
        if parameter.location == "path" and isinstance(listed, list) and value in listed:
            return True
    return False


def _call(operation: Operation) -> str:
    return f"{operation.method.upper()} {operation.path}"
