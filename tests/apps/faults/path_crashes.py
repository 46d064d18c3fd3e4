"""A path that is no number makes the server fail."""

from __future__ import annotations

from tests.apps.books import Books
from tests.apps.fault import Fault


class PathCrashes(Books):
    def found(self, text):
        return super().found(str(int(text)))


FAULT = Fault(PathCrashes, about="parameter", kind="fuzz", check="server-error", cases=140)
app = FAULT.server()
