"""How an order is shown to a caller."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any


def shown(order: dict[str, Any]) -> dict[str, Any]:
    """Give the order as the contract describes it.

    Args:
        order: what the service remembers.

    Returns:
        The JSON value of an ``Order``.
    """
    created = datetime.fromisoformat(order["createdAt"])
    return {
        "id": order["id"],
        "customer": order["customer"],
        "status": order["status"],
        "lines": order["lines"],
        "units": sum(line["quantity"] for line in order["lines"]),
        "createdAt": order["createdAt"],
        "deliverBy": (created + timedelta(days=3)).date().isoformat(),
    }


def events(order: dict[str, Any]) -> list[dict[str, Any]]:
    """Give what happened to the order, the oldest first.

    Args:
        order: what the service remembers.

    Returns:
        The JSON values of its ``Event``s.
    """
    happened = [{"name": "placed", "at": order["createdAt"]}]
    if "cancelledAt" in order:
        happened.append({"name": "cancelled", "at": order["cancelledAt"]})
    return happened
