"""The last page that is allowed makes the server fail."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels
from tests.apps.service import Answer, problem


class LastPageCrashes(Parcels):
    def list_parcels(self, call) -> Answer:
        answer = super().list_parcels(call)
        return problem(500) if answer.headers["x-page"] == "50" else answer


FAULT = Fault(LastPageCrashes, about="boundary", kind="edges", check="server-error", cases=30)
app = FAULT.server()
