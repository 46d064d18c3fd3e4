"""A page is as long as ever whatever limit is asked for."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class LimitIgnored(Books):
    def page(self, offset, limit):
        return super().page(offset, 5)


FAULT = Fault(LimitIgnored, about="pagination", kind="stateful", check="page-too-long", cases=20)
app = FAULT.server()
