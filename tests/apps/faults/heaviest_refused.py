"""A parcel of 30000 grams is refused; it is the most that is allowed."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels
from tests.apps.service import is_whole


class HeaviestRefused(Parcels):
    def is_grams(self, value) -> bool:
        return is_whole(value, low=1, high=29_999)


FAULT = Fault(HeaviestRefused, about="boundary", kind="edges", check="refused-good-request", cases=140)
app = FAULT.server()
