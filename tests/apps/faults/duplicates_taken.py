"""The same label twice is taken."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class DuplicatesTaken(Parcels):
    def is_labels(self, value) -> bool:
        once = {str(label): label for label in value} if isinstance(value, list) else {}
        return super().is_labels(list(once.values()) if isinstance(value, list) else value)


FAULT = Fault(DuplicatesTaken, about="uniqueItems", kind="edges", check="accepted-bad-request", cases=160)
app = FAULT.server()
