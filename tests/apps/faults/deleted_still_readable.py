"""A deleted book can still be read."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer


class DeletedStillReadable(Books):
    def delete_book(self, call, text) -> Answer:
        self.found(text)
        return Answer(204)


FAULT = Fault(DeletedStillReadable, about="state", kind="stateful", check="deleted-still-there", cases=70)
app = FAULT.server()
