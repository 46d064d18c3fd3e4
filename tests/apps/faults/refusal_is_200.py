"""A refusal is answered with 200 and an error in the body."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels
from tests.apps.service import Answer, changed


class RefusalIs200(Parcels):
    def finish(self, call, answer) -> Answer:
        return changed(answer, status=200) if answer.status == 400 else answer


FAULT = Fault(RefusalIs200, about="status", kind="fuzz", check="accepted-bad-request", cases=30)
app = FAULT.server()
