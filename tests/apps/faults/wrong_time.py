"""A time has a space where its format has a T."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class WrongTime(Parcels):
    def shown(self, parcel):
        return {**super().shown(parcel), "sentAt": "2026-01-02 03:04:05"}


FAULT = Fault(WrongTime, about="format", kind="examples", check="wrong-body", cases=1)
app = FAULT.server()
