"""Orders: placed, listed, looked up, followed and cancelled."""

from __future__ import annotations

import web
from orders import Orders, customer_id, new_order
from views import events, shown

STATUSES = frozenset({"placed", "cancelled"})
ORDERS = Orders()


def list_orders(call: web.Call) -> web.Answer:
    """Answer ``GET /orders``."""
    customer = call.one("customer")
    found = ORDERS.newest(
        call.number("limit", 1, 50, default=10),
        call.choice("status", STATUSES),
        None if customer is None else customer_id(customer),
    )
    return web.Answer(200, {"items": [shown(order) for order in found]})


def create_order(call: web.Call) -> web.Answer:
    """Answer ``POST /orders``."""
    order = ORDERS.place(*new_order(call.json()))
    return web.Answer(201, shown(order), {"Location": f"orders/{order['id']}"})


def get_order(call: web.Call) -> web.Answer:
    """Answer ``GET /orders/{orderId}``."""
    return web.Answer(200, shown(ORDERS.get(call.values["orderId"])))


def cancel_order(call: web.Call) -> web.Answer:
    """Answer ``POST /orders/{orderId}/cancellation``."""
    return web.Answer(200, shown(ORDERS.cancel(call.values["orderId"])))


def list_events(call: web.Call) -> web.Answer:
    """Answer ``GET /orders/{orderId}/events``."""
    return web.Answer(200, {"items": events(ORDERS.get(call.values["orderId"]))})


if __name__ == "__main__":
    web.serve(
        (
            web.Route("GET", "/orders", list_orders),
            web.Route("POST", "/orders", create_order),
            web.Route("GET", "/orders/{orderId}", get_order),
            web.Route("GET", "/orders/{orderId}/events", list_events),
            web.Route("POST", "/orders/{orderId}/cancellation", cancel_order),
        )
    )
