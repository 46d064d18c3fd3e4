"""A server that keeps the promises of pets.yaml; the others of this folder are the same but for one fault."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

CONTRACT = Path(__file__).with_name("pets.yaml")


@dataclass(frozen=True)
class Answer:
    status: int
    value: Any
    headers: dict[str, str] = field(default_factory=dict)
    media: str = "application/json"


def problem(status: int) -> Answer:
    return Answer(status, {"title": "Problem", "status": status}, media="application/problem+json")


class Pets:
    """An ASGI application; its parts are replaced one at a time by the faulty ones."""

    def __init__(self) -> None:
        self.pets = [{"id": 1, "name": "Tom", "kind": "cat"}, {"id": 2, "name": "Rex", "kind": "dog"}]

    def list_pets(self, query: dict[str, list[str]]) -> Answer:
        limits = query.get("limit", ["100"])
        if len(limits) != 1 or re.fullmatch("[1-9][0-9]?|100", limits[0]) is None:
            return problem(400)
        return Answer(200, self.pets[: int(limits[0])], {"x-total": str(len(self.pets))})

    def create_pet(self, pet: Any) -> Answer:
        if not self.is_good(pet):
            return problem(400)
        return Answer(201, {"id": 3, **pet})

    def get_pet(self, text: str) -> Answer:
        found = [pet for pet in self.pets if str(pet["id"]) == text]
        return Answer(200, found[0]) if found else problem(404)

    def is_good(self, pet: Any) -> bool:
        if not isinstance(pet, dict) or pet.keys() != {"name", "kind"}:
            return False
        name, kind = pet["name"], pet["kind"]
        return isinstance(name, str) and 1 <= len(name) <= 40 and isinstance(kind, str) and kind in {"cat", "dog"}

    def finish(self, answer: Answer) -> Answer:
        return answer

    def answer(self, method: str, path: str, query: str, *, media: str, body: bytes) -> Answer:
        if path == "/pets" and method == "GET":
            return self.list_pets(parse_qs(query, keep_blank_values=True))
        if path == "/pets" and method == "POST":
            if media != "application/json":
                return problem(415)
            try:
                return self.create_pet(json.loads(body))
            except ValueError:
                return problem(400)
        if path.count("/") == 2 and path.startswith("/pets/") and method == "GET":
            return self.get_pet(unquote(path[6:]))
        return problem(404)

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        path = scope["raw_path"].decode("ascii").partition("?")[0]
        try:
            found = self.answer(scope["method"], path, scope["query_string"].decode("ascii"), media=media, body=body)
        except Exception:  # noqa: BLE001 - the fault of crash_on_edge
            found = problem(500)
        found = self.finish(found)
        data = json.dumps(found.value).encode()
        sent = {"content-type": found.media, "content-length": str(len(data)), **found.headers}
        raw = [(name.encode(), value.encode("latin-1")) for name, value in sent.items() if value]
        await send({"type": "http.response.start", "status": found.status, "headers": raw})
        await send({"type": "http.response.body", "body": data})


def changed(answer: Answer, **changes: Any) -> Answer:
    """Give an answer that differs in some fields."""
    return replace(answer, **changes)


app = Pets()
