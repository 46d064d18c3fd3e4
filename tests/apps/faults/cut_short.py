"""The reply ends before the length that it says."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class CutShort(Pets):
    def get_pet(self, call, text) -> Answer:
        answer = super().get_pet(call, text)
        return changed(answer, headers={"content-length": str(len(answer.data) + 1)})


FAULT = Fault(CutShort, about="content length", kind="examples", check="no-reply", cases=3)
app = FAULT.server()
