"""The promised header X-Total is missing."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Answer, Pets, changed


class MissingHeader(Pets):
    def list_pets(self, call) -> Answer:
        return changed(super().list_pets(call), headers={})


FAULT = Fault(MissingHeader, about="header", kind="examples", check="wrong-header", cases=1)
app = FAULT.server()
