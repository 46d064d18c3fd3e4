"""A height of 200 is taken; it has to be below."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class BorderTaken(Parcels):
    def is_height(self, value) -> bool:
        return value == 200 or super().is_height(value)


FAULT = Fault(BorderTaken, about="boundary", kind="edges", check="accepted-bad-request", cases=150)
app = FAULT.server()
