"""The orders that the service remembers, and what an order must look like."""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from typing import Any

import web

KEPT = 10_000


class Orders:
    """Up to KEPT orders in memory; the oldest goes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: OrderedDict[str, dict[str, Any]] = OrderedDict()
        lines = [{"product": "espresso-beans", "quantity": 2}, {"product": "moka-pot", "quantity": 1}]
        self.place("cus_ab12", lines, "ord_00000001")

    def place(self, customer: str, lines: list[dict[str, Any]], id_: str = "") -> dict[str, Any]:
        """Remember a new order and give it."""
        id_ = id_ or f"ord_{secrets.token_hex(4)}"
        order = {"id": id_, "customer": customer, "status": "placed", "lines": lines, "createdAt": web.now()}
        with self._lock:
            self._orders[id_] = order
            while len(self._orders) > KEPT:
                self._orders.popitem(last=False)
        return order

    def get(self, id_: str) -> dict[str, Any]:
        """Give an order; 404 when there is none."""
        order = self._orders.get(id_)
        if order is None:
            raise web.ProblemError(404, "no such order")
        return order

    def newest(self, limit: int, status: str | None, customer: str | None = None) -> list[dict[str, Any]]:
        """Give the newest orders, in one state or of one customer if asked."""
        found: list[dict[str, Any]] = []
        with self._lock:
            for order in reversed(self._orders.values()):
                if len(found) == limit:
                    break
                if status in (None, order["status"]) and customer in (None, order["customer"]):
                    found.append(order)
        return found

    def cancel(self, id_: str) -> dict[str, Any]:
        """Cancel an order; 404 when there is none, 409 when it is cancelled already."""
        with self._lock:
            order = self.get(id_)
            if order["status"] == "cancelled":
                raise web.ProblemError(409, "the order is cancelled already")
            changed = self._orders[id_] = {**order, "status": "cancelled", "cancelledAt": web.now()}
        return changed


def _line(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != {"product", "quantity"}:
        raise web.ProblemError(400, "a line has a product and a quantity")
    if not isinstance(value["product"], str) or re.fullmatch(r"[a-z][a-z0-9-]{1,40}", value["product"]) is None:
        raise web.ProblemError(400, "product must look like espresso-beans")
    if not web.whole(value["quantity"], 1, 99):
        raise web.ProblemError(400, "quantity must be a whole number from 1 to 99")
    return {"product": value["product"], "quantity": int(value["quantity"])}


def customer_id(text: Any) -> str:
    """Give the text when it is a customer's id; 400 otherwise."""
    if not isinstance(text, str) or re.fullmatch(r"cus_[0-9a-z]{4,12}", text) is None:
        raise web.ProblemError(400, "customer must look like cus_ab12")
    return text


def new_order(value: Any) -> tuple[str, list[dict[str, Any]]]:
    """Give customer and lines of a ``NewOrder``; 400 when it is none."""
    if not isinstance(value, dict) or value.keys() != {"customer", "lines"}:
        raise web.ProblemError(400, "an order has a customer and lines")
    lines = value["lines"]
    if not isinstance(lines, list) or not 1 <= len(lines) <= 20:
        raise web.ProblemError(400, "an order has 1 to 20 lines")
    return customer_id(value["customer"]), [_line(line) for line in lines]
