"""A pet without a name has null where text is promised."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class NullForText(Pets):
    def get_pet(self, call, text) -> Answer:
        answer = super().get_pet(call, text)
        return changed(answer, value={**answer.value, "name": None}) if answer.status == 200 else answer


FAULT = Fault(NullForText, about="nullable", kind="examples", check="wrong-body", cases=3)
app = FAULT.server()
