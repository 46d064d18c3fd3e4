"""True is taken for one gram."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class TrueForOne(Parcels):
    def is_grams(self, value) -> bool:
        return super().is_grams(int(value) if isinstance(value, bool) else value)


FAULT = Fault(TrueForOne, about="type", kind="edges", check="accepted-bad-request", cases=190)
app = FAULT.server()
