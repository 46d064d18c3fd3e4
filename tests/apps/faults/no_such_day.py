"""The 30th of February is taken for a day."""

from __future__ import annotations

import re

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class NoSuchDay(Parcels):
    def is_day(self, value) -> bool:
        return isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None


FAULT = Fault(NoSuchDay, about="format", kind="edges", check="accepted-bad-request", cases=120)
app = FAULT.server()
