"""Fault: a new pet is answered with 200, where the contract says 201."""

from __future__ import annotations

from tests.apps.pets import Answer, Pets, changed


class WrongStatus(Pets):
    def create_pet(self, pet) -> Answer:
        answer = super().create_pet(pet)
        return changed(answer, status=200) if answer.status == 201 else answer


app = WrongStatus()
