"""While it warms up it answers 500 instead of being closed."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, problem


class SlowStart(Pets):
    cold = 2

    def answer(self, call) -> Answer:
        self.cold -= 1
        return problem(500) if self.cold >= 0 else super().answer(call)


FAULT = Fault(SlowStart, about="slow start", kind="examples", check="server-error", cases=1)
app = FAULT.server()
