"""Each fifth reply is 500."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, problem


class Flapping(Pets):
    calls = 0

    def answer(self, call) -> Answer:
        self.calls += 1
        return problem(500) if self.calls % 5 == 0 else super().answer(call)


FAULT = Fault(Flapping, about="flapping", kind="fuzz", check="server-error", cases=5)
app = FAULT.server()
