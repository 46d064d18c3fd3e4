"""A book that was changed has the ETag that it had before."""

from __future__ import annotations

from tests.apps.books import Book, Books
from tests.apps.fault import Fault


class EtagKept(Books):
    def keep(self, book: Book) -> Book:
        self.tags.setdefault(book["id"], '"1"')
        self.books[book["id"]] = book
        return book


FAULT = Fault(EtagKept, about="headers", kind="stateful", check="etag-kept", cases=60)
app = FAULT.server()
