"""A name that is not ASCII makes the server fail."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets


class CrashOnEdge(Pets):
    def is_good(self, pet) -> bool:
        good = super().is_good(pet)
        if good and not pet["name"].isascii():
            raise RuntimeError(pet["name"])
        return good


FAULT = Fault(CrashOnEdge, about="values", kind="fuzz", check="server-error", cases=60)
app = FAULT.server()
