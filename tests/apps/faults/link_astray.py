"""The receipt of a note leads to no proof of it."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.notes import Notes
from tests.apps.service import Answer, changed


class LinkAstray(Notes):
    def write_note(self, call) -> Answer:
        answer = super().write_note(call)
        return changed(answer, value={**answer.value, "receipt": "00000000"}) if answer.status == 201 else answer


FAULT = Fault(LinkAstray, about="links", kind="stateful", check="broken-link", cases=40)
app = FAULT.server()
