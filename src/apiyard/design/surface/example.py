"""Small contracts and verdicts for the examples of checks."""

from __future__ import annotations

from typing import Any

from apiyard.design.cause import Strictness, Verdict

Verdicts = dict[Strictness, Verdict]
BREAKING, UNKNOWN, SAFE = Verdict.BREAKING, Verdict.UNKNOWN, Verdict.SAFE
NOTHING: Verdicts = {}


def always(verdict: Verdict) -> Verdicts:
    """Give the same verdict for every strictness."""
    return dict.fromkeys(Strictness, verdict)


def by(*, wire: Verdict, strict: Verdict, source: Verdict) -> Verdicts:
    """Give the verdicts by strictness."""
    return {Strictness.WIRE: wire, Strictness.WIRE_STRICT: strict, Strictness.SOURCE: source}


def contract(operation: dict[str, Any] | None = None, /, path: str = "/orders", **rest: Any) -> dict[str, Any]:
    """Give a contract with one operation, ``GET /orders`` unless it says otherwise.

    Args:
        operation: members of the operation; ``method`` is its method.
        path: the template of its path.
        **rest: members of the document.
    """
    held = {"operationId": "listOrders", "responses": {"200": {"description": "orders"}}, **(operation or {})}
    method = str(held.pop("method", "get"))
    tree: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "orders", "version": "1.0.0"}}
    return {**tree, "paths": {path: {method: held}}, **rest}


def query(**members: Any) -> dict[str, Any]:
    """Give a query parameter of integers."""
    return {"name": "limit", "in": "query", "schema": {"type": "integer"}, **members}


def content(*names: str, **members: Any) -> dict[str, Any]:
    """Give content of objects in some media types, JSON when none is named."""
    return {"content": {name: {"schema": {"type": "object"}, **members} for name in names or ("application/json",)}}


def reply(status: str = "200", **members: Any) -> dict[str, Any]:
    """Give responses with one status."""
    return {"responses": {status: {"description": "orders", **members}}}
