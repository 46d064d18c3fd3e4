"""Any key opens, whatever it is."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.safes import Safes


class AnyKeyTaken(Safes):
    def may(self, call, name) -> bool:
        return "x-key" in call.headers or super().may(call, name)


FAULT = Fault(AnyKeyTaken, about="security", kind="access", check="credentials-ignored", cases=10)
app = FAULT.server()
