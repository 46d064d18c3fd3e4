"""The second page leaves out its first book."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class PageSkips(Books):
    def page(self, offset, limit):
        return super().page(offset + 1 if offset else 0, limit)


FAULT = Fault(PageSkips, about="pagination", kind="stateful", check="pages-miss-one", cases=60)
app = FAULT.server()
