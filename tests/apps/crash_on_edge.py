"""Fault: a name that is not ASCII makes the server fail."""

from __future__ import annotations

from tests.apps.pets import Answer, Pets


class CrashOnEdge(Pets):
    def create_pet(self, pet) -> Answer:
        if self.is_good(pet) and not pet["name"].isascii():
            raise RuntimeError(pet["name"])
        return super().create_pet(pet)


app = CrashOnEdge()
