"""The list of a cart's items shows each price one higher."""

from __future__ import annotations

from tests.apps.carts import Carts
from tests.apps.fault import Fault
from tests.apps.service import Answer, changed


class PricesListedOtherwise(Carts):
    def list_items(self, call, id_) -> Answer:
        answer = super().list_items(call, id_)
        return changed(answer, value=[{**item, "price": min(item["price"] + 1, 100_000)} for item in answer.value])


FAULT = Fault(PricesListedOtherwise, about="state", kind="stateful", check="created-differs", cases=50)
app = FAULT.server()
