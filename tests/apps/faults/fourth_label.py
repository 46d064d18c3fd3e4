"""A fourth label is taken."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class FourthLabel(Parcels):
    def is_labels(self, value) -> bool:
        return super().is_labels(value[:3] if isinstance(value, list) and len(value) == 4 else value)


FAULT = Fault(FourthLabel, about="boundary", kind="edges", check="accepted-bad-request", cases=140)
app = FAULT.server()
