"""A parcel has a property that the contract excludes."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class ExtraProperty(Parcels):
    def shown(self, parcel):
        return {**super().shown(parcel), "shelf": 7}


FAULT = Fault(ExtraProperty, about="additionalProperties", kind="examples", check="wrong-body", cases=1)
app = FAULT.server()
