"""What is only ever sent comes back."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class SecretShown(Parcels):
    def shown(self, parcel):
        return parcel


FAULT = Fault(SecretShown, about="writeOnly", kind="fuzz", check="wrong-body", cases=70)
app = FAULT.server()
