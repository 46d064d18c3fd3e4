"""A new book's title is kept in lower case."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class CreatedAltered(Books):
    def add(self, new):
        book = super().add(new)
        self.keep({**book, "title": book["title"].lower()})
        return book


FAULT = Fault(CreatedAltered, about="state", kind="stateful", check="created-differs", cases=30)
app = FAULT.server()
