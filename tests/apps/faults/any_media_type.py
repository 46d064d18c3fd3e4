"""A body is taken for JSON whatever it says to be."""

from __future__ import annotations

from dataclasses import replace

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels
from tests.apps.service import Answer


class AnyMediaType(Parcels):
    def send_parcel(self, call) -> Answer:
        return super().send_parcel(replace(call, headers={"content-type": "application/json"}))


FAULT = Fault(AnyMediaType, about="media type", kind="edges", check="accepted-bad-request", cases=110)
app = FAULT.server()
