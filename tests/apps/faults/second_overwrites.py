"""The second new book takes the place of the first."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class SecondOverwrites(Books):
    def add(self, new):
        return super().add(new) if len(self.books) < 7 else self.keep({"id": 8, **new})


FAULT = Fault(SecondOverwrites, about="state", kind="stateful", check="created-twice-the-same", cases=10)
app = FAULT.server()
