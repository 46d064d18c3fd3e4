"""What is no pet is taken for one."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Answer, Pets


class AcceptsAnything(Pets):
    def create_pet(self, call) -> Answer:
        pet = call.json(other=400)
        return Answer(201, self.keep(pet if self.is_good(pet) else {"name": "Tom", "kind": "cat"}))


FAULT = Fault(AcceptsAnything, about="requests", kind="fuzz", check="accepted-bad-request", cases=90)
app = FAULT.server()
