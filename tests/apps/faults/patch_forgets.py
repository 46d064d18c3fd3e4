"""A changed year is shown once and not kept."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer


class PatchForgets(Books):
    def change_book(self, call, text) -> Answer:
        old, answer = self.found(text), super().change_book(call, text)
        self.keep({**answer.value, "year": old["year"]})
        return answer


FAULT = Fault(PatchForgets, about="state", kind="stateful", check="update-lost", cases=80)
app = FAULT.server()
