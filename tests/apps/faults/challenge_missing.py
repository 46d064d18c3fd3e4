"""The refusal does not say which credentials are asked for."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.safes import Safes
from tests.apps.service import Answer, changed


class ChallengeMissing(Safes):
    def finish(self, call, answer) -> Answer:
        return changed(answer, headers={})


FAULT = Fault(ChallengeMissing, about="security", kind="access", check="wrong-header", cases=10)
app = FAULT.server()
