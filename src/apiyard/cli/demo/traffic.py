"""A bounded generator of traffic: a few consumers with keep-alive connections, at a steady pace."""

from __future__ import annotations

import http.client
import itertools
import json
import random
import threading
import time
from collections import Counter
from urllib.parse import urlsplit

from apiyard.core.noun import dataclass, field

LONGEST_SECONDS = 600.0
"""The generator stops by itself after this time."""


@dataclass(frozen=True, slots=True)
class Call:
    """One kind of call.

    Args:
        method: HTTP method.
        path: path and query.
        body: JSON that is sent.
        weight: how often, compared with the others.
    """

    method: str
    path: str
    body: object = None
    weight: int = 1


CALLS = (
    Call("GET", "/sales/orders", weight=4),
    Call("GET", "/sales/orders/ord_00000001", weight=5),
    Call(
        "POST",
        "/sales/orders",
        {"customer": "cus_ab12", "lines": [{"product": "espresso-beans", "quantity": 1}]},
        weight=3,
    ),
    Call("GET", "/catalogue/products", weight=1),
)
"""What a customer of the shop does."""


@dataclass(slots=True)
class Traffic:
    """Consumers that call the shop at a steady pace until they are stopped.

    Args:
        url: the gateway.
        keys: key by consumer.
        pace: calls a second of each consumer.
        statuses: how often each consumer got each status; 0 counts calls without an answer.
    """

    url: str
    keys: dict[str, str]
    pace: dict[str, float]
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Start one thread per consumer."""
        for consumer in self.keys:
            thread = threading.Thread(target=self._play, args=(consumer,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Stop all consumers."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=10)

    def count(self, status: int | None = None) -> int:
        """Count answers.

        Args:
            status: of this status only; None for all.

        Returns:
            How many.
        """
        with self._lock:
            return sum(number for (_, found), number in self.statuses.items() if status in {None, found})

    def _play(self, consumer: str) -> None:
        place = urlsplit(self.url)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=10)
        dice = random.Random(consumer)  # the same consumer behaves the same in every demo
        gap = 1.0 / self.pace[consumer]
        began = time.monotonic()
        for number in itertools.count(1):
            wait = began + number * gap - time.monotonic()
            if self._stop.wait(max(wait, 0)) or time.monotonic() - began > LONGEST_SECONDS:
                break
            call = dice.choices(CALLS, [each.weight for each in CALLS])[0]
            status = self._send(connection, consumer, call)
            with self._lock:
                self.statuses[consumer, status] += 1
        connection.close()

    def _send(self, connection: http.client.HTTPConnection, consumer: str, call: Call) -> int:
        headers = {"authorization": f"Bearer {self.keys[consumer]}", "content-type": "application/json"}
        try:
            connection.request(call.method, call.path, None if call.body is None else json.dumps(call.body), headers)
            answer = connection.getresponse()
            answer.read(1_000_000)
        except (OSError, http.client.HTTPException):
            connection.close()
            return 0
        return answer.status
