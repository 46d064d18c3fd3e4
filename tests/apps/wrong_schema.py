"""Fault: the id of a new pet is text."""

from __future__ import annotations

from tests.apps.pets import Answer, Pets, changed


class WrongSchema(Pets):
    def create_pet(self, pet) -> Answer:
        answer = super().create_pet(pet)
        return changed(answer, value={**answer.value, "id": "3"}) if answer.status == 201 else answer


app = WrongSchema()
