"""Each reading of a book makes it a year older."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer


class ReadChanges(Books):
    def get_book(self, call, text) -> Answer:
        book = self.found(text)
        return Answer(200, self.keep({**book, "year": book["year"] - (book["year"] > 1450)}))


FAULT = Fault(ReadChanges, about="state", kind="stateful", check="created-differs", cases=100)
app = FAULT.server()
