"""A new book is never in the list."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class ListMissesCreated(Books):
    def page(self, offset, limit):
        return [book for book in super().page(0, 1000) if book["id"] <= 7][offset : offset + limit]


FAULT = Fault(ListMissesCreated, about="state", kind="stateful", check="created-not-listed", cases=100)
app = FAULT.server()
