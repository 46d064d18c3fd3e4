"""A kind in capitals is taken."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class EnumAnyCase(Parcels):
    def is_kind(self, value) -> bool:
        return super().is_kind(value.lower() if isinstance(value, str) else value)


FAULT = Fault(EnumAnyCase, about="enum", kind="edges", check="accepted-bad-request", cases=40)
app = FAULT.server()
