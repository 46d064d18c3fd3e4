"""A problem does not have the form that the contract gives it."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Answer, Pets, changed


class WrongProblem(Pets):
    def finish(self, call, answer) -> Answer:
        return changed(answer, value={"error": "no"}) if answer.status == 404 else answer


FAULT = Fault(WrongProblem, about="schema", kind="fuzz", check="wrong-body", cases=110)
app = FAULT.server()
