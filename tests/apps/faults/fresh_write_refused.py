"""A change for the ETag that is shown is refused."""

from __future__ import annotations

from tests.apps.books import Book, Books
from tests.apps.fault import Fault
from tests.apps.service import RefusedError


class FreshWriteRefused(Books):
    def match(self, wanted: str, book: Book) -> None:
        if wanted.strip() != "*":
            raise RefusedError(412)


FAULT = Fault(FreshWriteRefused, about="headers", kind="stateful", check="fresh-write-refused", cases=60)
app = FAULT.server()
