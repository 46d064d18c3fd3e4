"""Each second list is wrapped in an object."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class FlappingForm(Pets):
    calls = 0

    def list_pets(self, call) -> Answer:
        answer = super().list_pets(call)
        self.calls += answer.status == 200
        wrapped = self.calls % 2 == 0 and answer.status == 200
        return changed(answer, value={"items": answer.value}) if wrapped else answer


FAULT = Fault(FlappingForm, about="flapping", kind="fuzz", check="wrong-body", cases=10)
app = FAULT.server()
