"""Made causes for tests of what is written about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apiyard.design.cause import Cause, ExchangeProof, PromiseProof, Reached, Side, SymbolProof, Verdict
from apiyard.spec.exchange import Reply, Request

LIST = Reached("listOrders", "GET /orders", "query parameter limit", "request")
CREATE = Reached("createOrder", "POST /orders", "request body application/json", "request", "lines[].sku")
READ = Reached("getOrder", "GET /orders/{id}", "response 200 application/json", "response", "total")


def cause(check: str, verdict: str = "safe", /, **more: Any) -> Cause:
    """Make a cause with what tests do not care about filled in."""
    made = Cause(check, Verdict(verdict), f"{check} happened", "/a", "/b", None, None, (), (READ,), "0" * 16)
    return replace(made, **more)


def request_break(check: str, /, **more: Any) -> Cause:
    """Make a cause that breaks requests, with its exchange."""
    request = Request("GET", "/orders", "limit=101", (("accept", "application/json"),))
    proof = ExchangeProof(request, None, 101, "limit", "101 is greater than the maximum of 100")
    side = Side("request", Verdict.BREAKING, "101 is refused now", proof)
    return cause(check, "breaking", **{"sides": (side,), "reach": (LIST,), **more})


def response_break(check: str, /, **more: Any) -> Cause:
    """Make a cause that breaks responses, with its exchange."""
    request = Request("GET", "/orders/7")
    reply = Reply(200, (("content-type", "application/json"),), b'{"id":7}')
    proof = ExchangeProof(request, reply, None, "/total", "'total' is a required property")
    side = Side("response", Verdict.BREAKING, "total may be missing now", proof)
    return cause(check, "breaking", **{"sides": (side,), "reach": (READ,), **more})


def symbol_break(check: str, /, **more: Any) -> Cause:
    """Make a cause that breaks generated code."""
    side = Side("request", Verdict.BREAKING, "the name is gone", SymbolProof("Order.total", "float", ""))
    return cause(check, "breaking", **{"sides": (side,), **more})


def promise_break(check: str, /, **more: Any) -> Cause:
    """Make a cause that breaks a promise."""
    proof = PromiseProof("sunset 2027-01-01", "/paths/~1orders/get", "it is removed on 2026-11-22 already")
    side = Side("request", Verdict.BREAKING, "removed before its sunset", proof)
    return cause(check, "breaking", **{"sides": (side,), **more})
