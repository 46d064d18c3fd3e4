"""Fault: a problem does not have the form that the contract gives it."""

from __future__ import annotations

from tests.apps.pets import Answer, Pets, changed


class WrongProblem(Pets):
    def finish(self, answer) -> Answer:
        return changed(answer, value={"error": "no"}) if answer.status == 404 else answer


app = WrongProblem()
