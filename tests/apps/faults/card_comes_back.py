"""On a board that was replaced, a new card shows what a removed one had."""

from __future__ import annotations

from tests.apps.boards import Boards
from tests.apps.fault import Fault


class CardComesBack(Boards):
    def remove_card(self, call, id_, text):
        if id_ in self.replaced:
            self.gone = {id_: self.found(id_, text)["text"]}
        return super().remove_card(call, id_, text)

    def kept(self, id_, card):
        return {**card, "text": getattr(self, "gone", {}).get(id_, card["text"])}


FAULT = Fault(CardComesBack, about="state", kind="stateful", check="created-differs", cases=140)
app = FAULT.server()
