"""A replaced book stays as it was."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer


class UpdateLost(Books):
    def replace_book(self, call, text) -> Answer:
        return Answer(200, {"id": self.found(text)["id"], **self.good(call.json())})


FAULT = Fault(UpdateLost, about="state", kind="stateful", check="update-lost", cases=100)
app = FAULT.server()
