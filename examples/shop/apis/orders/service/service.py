"""Orders: placed, listed, looked up and cancelled."""

from __future__ import annotations

import web
from orders import Orders, new_order
from views import shown

STATUSES = frozenset({"placed", "cancelled"})
ORDERS = Orders()


def list_orders(call: web.Call) -> web.Answer:
    """Answer ``GET /orders``."""
    found = ORDERS.newest(call.number("limit", 1, 50, default=10), call.choice("status", STATUSES))
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


if __name__ == "__main__":
    web.serve(
        (
            web.Route("GET", "/orders", list_orders),
            web.Route("POST", "/orders", create_order),
            web.Route("GET", "/orders/{orderId}", get_order),
            web.Route("POST", "/orders/{orderId}/cancellation", cancel_order),
        )
    )
