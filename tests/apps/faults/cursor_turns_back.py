"""The last page's cursor leads to the first page."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.notes import Notes


class CursorTurnsBack(Notes):
    def cursor(self, found, limit):
        return super().cursor(found, limit) or "n0"


FAULT = Fault(CursorTurnsBack, about="pagination", kind="stateful", check="pages-repeat-one", cases=30)
app = FAULT.server()
