"""A list of one kind holds parcels of all kinds."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class FilterIgnored(Parcels):
    def of_kind(self, found, kind):
        super().of_kind(found, kind)
        return found


FAULT = Fault(FilterIgnored, about="filter", kind="stateful", check="filter-ignored", cases=40)
app = FAULT.server()
