"""A new book is never in the list."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class ListMissesCreated(Books):
    def listed(self):
        return [book for book in super().listed() if book["id"] <= 7]


FAULT = Fault(ListMissesCreated, about="state", kind="stateful", check="created-not-listed", cases=30)
app = FAULT.server()
