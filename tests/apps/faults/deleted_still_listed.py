"""A deleted book is still in the list."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class DeletedStillListed(Books):
    def page(self, offset, limit):
        self.ever = {**getattr(self, "ever", {}), **self.books}
        return list(self.ever.values())[offset : offset + limit]

    def forget(self, number) -> None:
        self.page(0, 1)
        super().forget(number)


FAULT = Fault(DeletedStillListed, about="state", kind="stateful", check="deleted-still-there", cases=100)
app = FAULT.server()
