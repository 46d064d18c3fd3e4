"""A pet is of a kind that the contract does not name."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Pets
from tests.apps.service import Answer


class UnknownEnum(Pets):
    def list_pets(self, call) -> Answer:
        self.pets[0] = {**self.pets[0], "kind": "bird"}
        return super().list_pets(call)


FAULT = Fault(UnknownEnum, about="enum", kind="examples", check="wrong-body", cases=1)
app = FAULT.server()
