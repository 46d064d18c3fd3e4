"""A new book is told with another id than it is kept under."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer, changed


class OtherIdTold(Books):
    def create_book(self, call) -> Answer:
        answer = super().create_book(call)
        return changed(answer, value={**answer.value, "id": answer.value["id"] + 1})


FAULT = Fault(OtherIdTold, about="state", kind="stateful", check="created-not-readable", cases=30)
app = FAULT.server()
