"""A note that is null makes the server fail."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class NoteCrashes(Parcels):
    def is_note(self, value) -> bool:
        return len(value) <= 20


FAULT = Fault(NoteCrashes, about="nullable", kind="fuzz", check="server-error", cases=70)
app = FAULT.server()
