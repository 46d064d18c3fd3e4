"""All carts hold the same items."""

from __future__ import annotations

from tests.apps.carts import Carts
from tests.apps.fault import Fault
from tests.apps.service import Answer


class CartsShareItems(Carts):
    def create_cart(self, call) -> Answer:
        answer = super().create_cart(call)
        self.items[answer.value["id"]] = self.items["c1"]
        return answer


FAULT = Fault(CartsShareItems, about="state", kind="stateful", check="changed-unasked", cases=190)
app = FAULT.server()
