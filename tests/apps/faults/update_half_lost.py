"""Of a replaced book only the title is kept."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer


class UpdateHalfLost(Books):
    def replace_book(self, call, text) -> Answer:
        old, answer = self.found(text), super().replace_book(call, text)
        self.keep({**old, "title": answer.value["title"]})
        return answer


FAULT = Fault(UpdateHalfLost, about="state", kind="stateful", check="update-lost", cases=50)
app = FAULT.server()
