"""A page holds one parcel more than promised."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels
from tests.apps.service import Answer, changed


class PageTooLong(Parcels):
    def list_parcels(self, call) -> Answer:
        answer = super().list_parcels(call)
        return changed(answer, value=answer.value * 21)


FAULT = Fault(PageTooLong, about="boundary", kind="examples", check="wrong-body", cases=1)
app = FAULT.server()
