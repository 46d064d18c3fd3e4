"""Each reading of a note takes its last letter away."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.notes import Notes
from tests.apps.service import Answer


class ReadChanges(Notes):
    def get_note(self, call, id_) -> Answer:
        answer = super().get_note(call, id_)
        self.notes[id_] = {"id": id_, "text": answer.value["text"][:-1] or "-"}
        return answer


FAULT = Fault(ReadChanges, about="state", kind="stateful", check="created-differs", cases=30)
app = FAULT.server()
