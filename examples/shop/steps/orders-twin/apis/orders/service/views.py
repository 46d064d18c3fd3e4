"""How an order is shown to a caller: the seeded schema fault of the example shop.

The contract says that ``units`` is a whole number. This twin gives it as text, as a careless change could.
"""

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
        "units": str(sum(line["quantity"] for line in order["lines"])),
        "createdAt": order["createdAt"],
    }
