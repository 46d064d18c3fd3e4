"""A note of the longest length makes the server fail."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class LongestCrashes(Parcels):
    def is_note(self, value) -> bool:
        return super().is_note(value) and bool(len(value or "") < 20 or 1 // 0)


FAULT = Fault(LongestCrashes, about="boundary", kind="edges", check="server-error", cases=110)
app = FAULT.server()
