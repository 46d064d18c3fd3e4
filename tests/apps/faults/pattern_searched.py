"""A postcode with a sixth digit is taken: the end of the pattern is forgotten."""

from __future__ import annotations

import re

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class PatternSearched(Parcels):
    def is_postcode(self, value) -> bool:
        return isinstance(value, str) and re.match("[0-9]{5}", value) is not None


FAULT = Fault(PatternSearched, about="pattern", kind="edges", check="accepted-bad-request", cases=110)
app = FAULT.server()
