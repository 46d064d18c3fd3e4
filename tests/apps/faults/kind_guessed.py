"""A parcel without a kind is taken for a box."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class KindGuessed(Parcels):
    required = frozenset({"grams", "to"})

    def shown(self, parcel):
        return super().shown({"kind": "box", **parcel})


FAULT = Fault(KindGuessed, about="required", kind="edges", check="accepted-bad-request", cases=120)
app = FAULT.server()
