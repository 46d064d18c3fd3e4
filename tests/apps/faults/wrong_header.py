"""The header X-Total is no number."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class WrongHeader(Pets):
    def list_pets(self, call) -> Answer:
        return changed(super().list_pets(call), headers={"x-total": "two"})


FAULT = Fault(WrongHeader, about="header", kind="examples", check="wrong-header", cases=1)
app = FAULT.server()
