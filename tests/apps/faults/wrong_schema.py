"""The id of a new pet is text."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Answer, Pets, changed


class WrongSchema(Pets):
    def create_pet(self, call) -> Answer:
        answer = super().create_pet(call)
        return changed(answer, value={**answer.value, "id": "3"}) if answer.status == 201 else answer


FAULT = Fault(WrongSchema, about="schema", kind="examples", check="wrong-body", cases=2)
app = FAULT.server()
