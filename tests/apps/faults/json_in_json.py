"""A pet is encoded twice, as a text that holds JSON."""

from __future__ import annotations

import json

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class JsonInJson(Pets):
    def create_pet(self, call) -> Answer:
        answer = super().create_pet(call)
        return changed(answer, value=json.dumps(answer.value)) if answer.status == 201 else answer


FAULT = Fault(JsonInJson, about="encoding", kind="examples", check="wrong-body", cases=2)
app = FAULT.server()
