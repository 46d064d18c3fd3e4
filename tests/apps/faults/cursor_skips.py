"""The cursor leaves out one note."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.notes import Notes


class CursorSkips(Notes):
    def cursor(self, found, limit):
        return found[limit]["id"] if len(found) > limit else None


FAULT = Fault(CursorSkips, about="pagination", kind="stateful", check="pages-miss-one", cases=40)
app = FAULT.server()
