"""A fourth id is taken."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class IdsUncounted(Parcels):
    def are_ids(self, texts) -> bool:
        return super().are_ids([",".join(",".join(texts).split(",")[:3])] if texts else texts)


FAULT = Fault(IdsUncounted, about="boundary", kind="edges", check="accepted-bad-request", cases=60)
app = FAULT.server()
