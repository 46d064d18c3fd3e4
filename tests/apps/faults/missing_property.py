"""The pets of a list lack a property that is required."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class MissingProperty(Pets):
    def list_pets(self, call) -> Answer:
        answer = super().list_pets(call)
        short = [{"id": pet["id"], "name": pet["name"]} for pet in self.pets]
        return changed(answer, value=short) if answer.status == 200 else answer


FAULT = Fault(MissingProperty, about="schema", kind="examples", check="wrong-body", cases=1)
app = FAULT.server()
