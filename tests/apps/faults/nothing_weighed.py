"""A parcel of 0 grams is taken."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels
from tests.apps.service import is_whole


class NothingWeighed(Parcels):
    def is_grams(self, value) -> bool:
        return is_whole(value, low=0, high=30_000)


FAULT = Fault(NothingWeighed, about="boundary", kind="edges", check="accepted-bad-request", cases=120)
app = FAULT.server()
