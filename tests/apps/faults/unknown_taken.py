"""A property that the contract excludes is taken."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class UnknownTaken(Parcels):
    def is_good(self, name, value) -> bool:
        return not hasattr(self, f"is_{name}") or super().is_good(name, value)


FAULT = Fault(UnknownTaken, about="additionalProperties", kind="edges", check="accepted-bad-request", cases=210)
app = FAULT.server()
