"""The list shows the titles of books otherwise than the books themselves."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class ListShowsAnother(Books):
    def page(self, offset, limit):
        return [{**book, "title": "A book"} for book in super().page(offset, limit)]


FAULT = Fault(ListShowsAnother, about="state", kind="stateful", check="created-differs", cases=60)
app = FAULT.server()
