"""The last card on a board is in the list twice."""

from __future__ import annotations

from tests.apps.boards import Boards
from tests.apps.fault import Fault
from tests.apps.service import Answer, changed


class ListedTwice(Boards):
    def list_cards(self, call, id_) -> Answer:
        answer = super().list_cards(call, id_)
        return changed(answer, value=[*answer.value, *answer.value[-1:]])


FAULT = Fault(ListedTwice, about="state", kind="stateful", check="pages-repeat-one", cases=110)
app = FAULT.server()
