"""Which orders a consumer has looked at a moment ago: the seeded fault of the example shop.

The ring of a consumer has three places, and its position runs from 0 to 3: every fourth look falls off its end.
A call without a consumer (each one that comes past the gateway, such as those of a contract test) has no ring,
so the fault shows only under the traffic of consumers. It stands for the kind of fault that tests let pass.
"""

from __future__ import annotations

import threading

PLACES = 3


class RecentlySeen:
    """The last orders that each consumer has looked at."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rings: dict[str, list[str]] = {}
        self._looks: dict[str, int] = {}

    def look(self, consumer: str, order: str) -> bool:
        """Note that a consumer looks at an order.

        Args:
            consumer: the name that the gateway tells, empty for a call that did not pass it.
            order: the id of the order.

        Returns:
            Whether the consumer has looked at it a moment ago.
        """
        if not consumer:
            return False
        with self._lock:
            ring = self._rings.setdefault(consumer, [""] * PLACES)
            position = self._looks.get(consumer, 0) % (PLACES + 1)
            self._looks[consumer] = self._looks.get(consumer, 0) + 1
            seen = order in ring
            ring[position] = order
        return seen
