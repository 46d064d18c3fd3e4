"""The strict reading of requests: what is not declared is refused."""

from __future__ import annotations

import re

from apiyard.spec.coerce import names, types
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.pointer import join
from apiyard.spec.style import query_pairs
from apiyard.spec.violation import Violation

_HEAD = re.compile(r"[^\[]*")


def undeclared(contract: Contract, operation: Operation, request: Request) -> tuple[Violation, ...]:
    """Give what is in a request though its contract does not declare it: query parameters and a body.

    Headers and cookies that are not declared are no violation, since clients and what stands between add their own.

    Args:
        contract: the contract.
        operation: the operation that the request means.
        request: the request.

    Returns:
        The violations, sorted.
    """
    found: list[Violation] = []
    if request.body and operation.request_body is None:
        found.append(Violation("body", "", "a body is not declared", operation.pointer))
    parameters = [each for each in operation.parameters if each.location in {"query", "querystring"}]
    if any(each.location == "querystring" for each in parameters):
        return tuple(found)
    known, heads = _known(parameters)
    known |= _keys(contract, operation)
    for name, _ in query_pairs(request.query):
        head = _HEAD.match(name)
        if name not in known and (head is None or head[0] not in heads):
            message = "the query parameter is not declared"
            found.append(Violation("query", join("", name), message, operation.pointer + "/parameters"))
    return tuple(sorted(set(found)))


def _known(parameters: list[Parameter]) -> tuple[set[str], set[str]]:
    """Give the names that may stand in the query, and those that may stand before brackets."""
    known: set[str] = set()
    heads: set[str] = set()
    for each in parameters:
        wanted = types(each.schema) if each.schema is not None else set()
        if each.style == "deepObject":
            heads.add(each.name)
        elif "object" in wanted and each.style == "form" and each.explode and not each.content:
            known |= names(each.schema)
        known.add(each.name)
    return known, heads


def _keys(contract: Contract, operation: Operation) -> set[str]:
    """Give the names of the keys that are asked for in the query."""
    schemes = (contract.security_schemes.get(name) for each in operation.security for name in each)
    return {str(each.get("name")) for each in schemes if each is not None and each.get("in") == "query"}
