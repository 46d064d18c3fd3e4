"""Fault: what is no pet is taken for one."""

from __future__ import annotations

from tests.apps.pets import Answer, Pets


class AcceptsAnything(Pets):
    def create_pet(self, pet) -> Answer:
        return super().create_pet(pet if self.is_good(pet) else {"name": "Tom", "kind": "cat"})


app = AcceptsAnything()
