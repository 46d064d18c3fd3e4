"""A weight that is written as a text is taken."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class TextForNumber(Parcels):
    def is_grams(self, value) -> bool:
        return super().is_grams(int(value) if isinstance(value, str) and value.isdecimal() else value)

    def shown(self, parcel):
        return {**super().shown(parcel), "grams": int(parcel["grams"])}


FAULT = Fault(TextForNumber, about="type", kind="edges", check="accepted-bad-request", cases=170)
app = FAULT.server()
