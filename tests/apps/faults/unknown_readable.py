"""An id that nothing has is answered with some book."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer


class UnknownReadable(Books):
    def get_book(self, call, text) -> Answer:
        return self.tagged(self.books.get(int(text) if text.isdecimal() else 0) or self.listed()[-1])


FAULT = Fault(UnknownReadable, about="state", kind="stateful", check="unknown-readable", cases=40)
app = FAULT.server()
