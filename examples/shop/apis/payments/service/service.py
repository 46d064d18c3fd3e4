"""Payments: money for orders, taken once per idempotency key and remembered."""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from typing import Any

import web

KEPT = 10_000
METHODS = frozenset({"card", "transfer", "voucher"})
FIELDS = frozenset({"order", "amount", "currency", "method"})

_lock = threading.Lock()
_payments: OrderedDict[str, dict[str, Any]] = OrderedDict()
_by_key: OrderedDict[str, dict[str, Any]] = OrderedDict()


def _checked(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != FIELDS:
        raise web.ProblemError(400, f"send an object with {', '.join(sorted(FIELDS))}")
    if not isinstance(value["order"], str) or re.fullmatch(r"ord_[0-9a-z]{8}", value["order"]) is None:
        raise web.ProblemError(400, "order must look like ord_00000001")
    if not web.whole(value["amount"], 1, 100_000_000):
        raise web.ProblemError(400, "amount must be a whole number from 1 to 100000000")
    if value["currency"] != "EUR":
        raise web.ProblemError(400, "currency must be EUR")
    if not isinstance(value["method"], str) or value["method"] not in METHODS:
        raise web.ProblemError(400, f"method must be one of {', '.join(sorted(METHODS))}")
    return {**value, "amount": int(value["amount"])}


def _keep(id_: str, wanted: dict[str, Any]) -> dict[str, Any]:
    status = "pending" if wanted["method"] == "transfer" else "settled"
    payment = {"id": id_, **wanted, "status": status, "createdAt": web.now()}
    _payments[id_] = payment
    while len(_payments) > KEPT:
        _payments.popitem(last=False)
    return payment


def create_payment(call: web.Call) -> web.Answer:
    """Answer ``POST /payments``."""
    key = call.headers.get("idempotency-key")
    if key is not None and re.fullmatch(r"[A-Za-z0-9-]{8,64}", key) is None:
        raise web.ProblemError(400, "Idempotency-Key must be 8 to 64 letters, digits or hyphens")
    wanted = _checked(call.json())
    with _lock:
        if key is not None and key in _by_key:
            return web.Answer(201, _by_key[key])
        payment = _keep(f"pay_{secrets.token_hex(4)}", wanted)
        if key is not None:
            _by_key[key] = payment
            while len(_by_key) > KEPT:
                _by_key.popitem(last=False)
    return web.Answer(201, payment)


def get_payment(call: web.Call) -> web.Answer:
    """Answer ``GET /payments/{paymentId}``."""
    payment = _payments.get(call.values["paymentId"])
    if payment is None:
        raise web.ProblemError(404, "no such payment")
    return web.Answer(200, payment)


if __name__ == "__main__":
    _keep("pay_00000001", {"order": "ord_00000001", "amount": 5770, "currency": "EUR", "method": "card"})
    web.serve(
        (
            web.Route("POST", "/payments", create_payment),
            web.Route("GET", "/payments/{paymentId}", get_payment),
        )
    )
