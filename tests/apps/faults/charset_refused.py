"""JSON that names its charset is refused."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels
from tests.apps.service import Answer, problem


class CharsetRefused(Parcels):
    def send_parcel(self, call) -> Answer:
        if ";" in call.headers.get("content-type", ""):
            return problem(415)
        return super().send_parcel(call)


FAULT = Fault(CharsetRefused, about="media type", kind="edges", check="refused-good-request", cases=110)
app = FAULT.server()
