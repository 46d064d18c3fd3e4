"""A safe is shown without a key."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.safes import Safes


class KeyNotAsked(Safes):
    def may(self, call, name) -> bool:
        return name == "get_safe" or super().may(call, name)


FAULT = Fault(KeyNotAsked, about="security", kind="access", check="credentials-ignored", cases=10)
app = FAULT.server()
