"""A parcel of 30001 grams is taken; 30000 is the most."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels
from tests.apps.service import is_whole


class TooHeavy(Parcels):
    def is_grams(self, value) -> bool:
        return is_whole(value, low=1, high=30_001)


FAULT = Fault(TooHeavy, about="boundary", kind="edges", check="accepted-bad-request", cases=150)
app = FAULT.server()
