"""A number of pages that is given twice makes the server fail."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels
from tests.apps.service import Answer, problem


class TwiceCrashes(Parcels):
    def list_parcels(self, call) -> Answer:
        return problem(500) if len(call.query.get("page", [])) > 1 else super().list_parcels(call)


FAULT = Fault(TwiceCrashes, about="parameter handling", kind="edges", check="server-error", cases=30)
app = FAULT.server()
