"""A cookie is not looked at."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class CookieUnread(Parcels):
    def is_zone(self, cookies) -> bool:
        return True


FAULT = Fault(CookieUnread, about="parameter", kind="edges", check="accepted-bad-request", cases=20)
app = FAULT.server()
