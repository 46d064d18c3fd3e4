"""The second page begins with the last book of the first."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class PageRepeats(Books):
    def page(self, offset, limit):
        return super().page(max(offset - 1, 0), limit)


FAULT = Fault(PageRepeats, about="pagination", kind="stateful", check="pages-repeat-one", cases=40)
app = FAULT.server()
