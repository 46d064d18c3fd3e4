"""A server that keeps the promises of pets.yaml."""

from __future__ import annotations

import re
from typing import Any

from tests.apps.service import CONTRACTS, Answer, Call, Service, changed, is_text, problem

__all__ = ["CONTRACT", "Answer", "Call", "Pets", "changed", "problem"]

CONTRACT = CONTRACTS / "pets.yaml"


class Pets(Service):
    contract = CONTRACT
    routes = {  # noqa: RUF012 - a table
        "GET /pets": "list_pets",
        "POST /pets": "create_pet",
        "GET /pets/{petId}": "get_pet",
    }

    def __init__(self) -> None:
        self.pets = [{"id": 1, "name": "Tom", "kind": "cat"}, {"id": 2, "name": "Rex", "kind": "dog"}]

    def list_pets(self, call: Call) -> Answer:
        limits = call.query.get("limit", ["100"])
        if len(limits) != 1 or re.fullmatch("[1-9][0-9]?|100", limits[0]) is None:
            return problem(400)
        return Answer(200, self.pets[: int(limits[0])], {"x-total": str(len(self.pets))})

    def create_pet(self, call: Call) -> Answer:
        pet = call.json(other=400)
        if not self.is_good(pet):
            return problem(400)
        return Answer(201, self.keep(pet))

    def get_pet(self, call: Call, text: str) -> Answer:
        found = [pet for pet in self.pets if str(pet["id"]) == text]
        return Answer(200, found[-1]) if found else problem(404)

    def keep(self, pet: dict[str, Any]) -> dict[str, Any]:
        kept = {"id": len(self.pets) % 999 + 1, **pet}
        self.pets.append(kept)
        return kept

    def is_good(self, pet: Any) -> bool:
        if not isinstance(pet, dict) or pet.keys() != {"name", "kind"}:
            return False
        return is_text(pet["name"], low=1, high=40) and pet["kind"] in ("cat", "dog")


app = Pets()
