"""A replacement that is sent again adds to the title."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer


class PutWanders(Books):
    def replace_book(self, call, text) -> Answer:
        new, old = self.good(call.json()), self.found(text)
        again = old == {"id": old["id"], **new}
        return self.tagged(self.keep({"id": old["id"], **new, "title": f"{new['title'][: 60 - again]}{'+' * again}"}))


FAULT = Fault(PutWanders, about="idempotency", kind="stateful", check="not-idempotent", cases=50)
app = FAULT.server()
