"""The Location of a new book leads nowhere."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer, changed


class LocationAstray(Books):
    def create_book(self, call) -> Answer:
        answer = super().create_book(call)
        return changed(answer, headers={"location": f"/books/{answer.value['id'] + 1}"})


FAULT = Fault(LocationAstray, about="links", kind="stateful", check="created-not-readable", cases=30)
app = FAULT.server()
