"""A new pet is answered with 200, where the contract says 201."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Answer, Pets, changed


class WrongStatus(Pets):
    def create_pet(self, call) -> Answer:
        answer = super().create_pet(call)
        return changed(answer, status=200) if answer.status == 201 else answer


FAULT = Fault(WrongStatus, about="status", kind="examples", check="undocumented-status", cases=2)
app = FAULT.server()
