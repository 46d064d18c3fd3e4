"""A height of any fraction is taken; steps are halves."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class StepsIgnored(Parcels):
    def is_height(self, value) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 200


FAULT = Fault(StepsIgnored, about="multipleOf", kind="edges", check="accepted-bad-request", cases=170)
app = FAULT.server()
