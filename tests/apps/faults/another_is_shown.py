"""A board that is read shows the id of another one."""

from __future__ import annotations

from tests.apps.boards import Boards
from tests.apps.fault import Fault
from tests.apps.service import Answer, changed


class AnotherIsShown(Boards):
    def get_board(self, call, id_) -> Answer:
        answer = super().get_board(call, id_)
        return changed(answer, value={**answer.value, "id": "b999999"})


FAULT = Fault(AnotherIsShown, about="state", kind="stateful", check="created-differs", cases=20)
app = FAULT.server()
