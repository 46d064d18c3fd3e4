"""A list without labels makes the server fail."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class EmptyListCrashes(Parcels):
    def is_labels(self, value) -> bool:
        return super().is_labels(value) and max(map(len, value)) <= 10


FAULT = Fault(EmptyListCrashes, about="boundary", kind="edges", check="server-error", cases=110)
app = FAULT.server()
