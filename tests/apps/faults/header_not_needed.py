"""A required header can be left out."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class HeaderNotNeeded(Parcels):
    def is_channel(self, text) -> bool:
        return super().is_channel(text or "web")


FAULT = Fault(HeaderNotNeeded, about="parameter", kind="fuzz", check="accepted-bad-request", cases=30)
app = FAULT.server()
