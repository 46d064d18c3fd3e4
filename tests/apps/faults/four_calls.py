"""A cart cannot be read after an item was taken out of it."""

from __future__ import annotations

from tests.apps.carts import Carts
from tests.apps.fault import Fault


class FourCalls(Carts):
    def take_out(self, items, number) -> None:
        items[number] = {}


FAULT = Fault(FourCalls, about="state", kind="stateful", check="server-error", cases=30)
app = FAULT.server()
