"""A list of ids by commas is refused; only one id is read."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels


class CommasRefused(Parcels):
    def are_ids(self, texts) -> bool:
        return super().are_ids(texts) and "," not in "".join(texts or [])


FAULT = Fault(CommasRefused, about="parameter", kind="edges", check="refused-good-request", cases=50)
app = FAULT.server()
