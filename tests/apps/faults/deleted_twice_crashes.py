"""The second removal of the same book makes the server fail."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault
from tests.apps.service import Answer, problem


class DeletedTwiceCrashes(Books):
    gone: frozenset[str] = frozenset()

    def delete_book(self, call, text) -> Answer:
        if text in self.gone:
            return problem(500)
        answer = super().delete_book(call, text)
        self.gone |= {text}
        return answer


FAULT = Fault(DeletedTwiceCrashes, about="state", kind="stateful", check="server-error", cases=60)
app = FAULT.server()
