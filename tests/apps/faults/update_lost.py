"""A replaced book stays as it was."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer, changed


class UpdateLost(Books):
    def replace_book(self, call, text) -> Answer:
        new = self.good(call.json())
        return changed(self.get_book(call, text), value={"id": int(text), **new})


FAULT = Fault(UpdateLost, about="state", kind="stateful", check="update-lost", cases=50)
app = FAULT.server()
