"""How an order is shown to a caller."""

from __future__ import annotations

from typing import Any


def shown(order: dict[str, Any]) -> dict[str, Any]:
    """Give the order as the contract describes it.

    Args:
        order: what the service remembers.

    Returns:
        The JSON value of an ``Order``.
    """
    return {
        "id": order["id"],
        "customer": order["customer"],
        "status": order["status"],
        "lines": order["lines"],
        "units": sum(line["quantity"] for line in order["lines"]),
        "createdAt": order["createdAt"],
    }
