"""The reply does not say what it is."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer, changed


class NoMediaType(Pets):
    def list_pets(self, call) -> Answer:
        return changed(super().list_pets(call), media="")


FAULT = Fault(NoMediaType, about="media type", kind="examples", check="wrong-media-type", cases=1)
app = FAULT.server()
