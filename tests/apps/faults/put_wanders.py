"""The same replacement twice gives two results."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer


class PutWanders(Books):
    def replace_book(self, call, text) -> Answer:
        answer = super().replace_book(call, text)
        self.titles = [*getattr(self, "titles", []), answer.value["title"]]
        return Answer(200, self.keep({**answer.value, "year": 1450 + len(self.titles)}))


FAULT = Fault(PutWanders, about="idempotency", kind="stateful", check="not-idempotent", cases=100)
app = FAULT.server()
