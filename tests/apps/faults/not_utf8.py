"""A pet's name is encoded in Latin-1."""

from __future__ import annotations

import json

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class NotUtf8(Pets):
    def get_pet(self, call, text) -> Answer:
        self.pets[0] = {**self.pets[0], "name": "Zoë"}
        answer = super().get_pet(call, text)
        return changed(answer, raw=json.dumps(answer.value, ensure_ascii=False).encode("latin-1"))


FAULT = Fault(NotUtf8, about="encoding", kind="examples", check="wrong-body", cases=3)
app = FAULT.server()
