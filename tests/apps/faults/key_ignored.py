"""The same Idempotency-Key twice gives two items."""

from __future__ import annotations

from tests.apps.carts import Carts
from tests.apps.fault import Fault


class KeyIgnored(Carts):
    def known(self, id_, key):
        return None


FAULT = Fault(KeyIgnored, about="idempotency", kind="stateful", check="not-idempotent", cases=200)
app = FAULT.server()
