"""A deleted book is still in the list."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class DeletedStillListed(Books):
    ever: tuple = ()

    def listed(self):
        return [*self.ever, *super().listed()]

    def forget(self, number) -> None:
        self.ever += (self.books[number],)
        super().forget(number)


FAULT = Fault(DeletedStillListed, about="state", kind="stateful", check="deleted-still-there", cases=60)
app = FAULT.server()
