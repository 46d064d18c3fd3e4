"""A replacement of what has changed meanwhile is taken in spite of its If-Match."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class StaleWriteTaken(Books):
    def match(self, wanted, book) -> None:
        """Take any ETag."""


FAULT = Fault(StaleWriteTaken, about="concurrency", kind="stateful", check="stale-write-taken", cases=50)
app = FAULT.server()
