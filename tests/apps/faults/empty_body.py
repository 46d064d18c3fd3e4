"""A new pet is answered without a body."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class EmptyBody(Pets):
    def create_pet(self, call) -> Answer:
        answer = super().create_pet(call)
        return changed(answer, raw=b"") if answer.status == 201 else answer


FAULT = Fault(EmptyBody, about="schema", kind="examples", check="wrong-body", cases=2)
app = FAULT.server()
