"""A pet is sent as Python writes it, which is no JSON."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class NotJson(Pets):
    def get_pet(self, call, text) -> Answer:
        answer = super().get_pet(call, text)
        return changed(answer, raw=str(answer.value).encode())


FAULT = Fault(NotJson, about="encoding", kind="examples", check="wrong-body", cases=3)
app = FAULT.server()
