"""A server that keeps the promises of notes.yaml: links lead where they say, and a cursor leads to the end."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from tests.apps.service import CONTRACTS, Answer, Call, RefusedError, Service, is_text


class Notes(Service):
    contract = CONTRACTS / "notes.yaml"
    routes = {  # noqa: RUF012 - a table
        "GET /notes": "list_notes",
        "POST /notes": "write_note",
        "GET /notes/{noteId}": "get_note",
        "GET /proofs/{token}": "get_proof",
    }

    def __init__(self) -> None:
        self.notes: dict[str, dict[str, Any]] = {}
        self.proofs: dict[str, str] = {}
        for text in ("Bread", "Salt", "Tea", "Soap"):
            self.add(text)

    def list_notes(self, call: Call) -> Answer:
        after, limit = call.one("after"), call.number("limit", 3, low=1, high=10)
        if after is not None and re.fullmatch("n[0-9]{1,9}", after) is None:
            raise RefusedError(400)
        found = self.later(0 if after is None else int(after[1:]))
        return Answer(200, {"notes": found[:limit], "next": self.cursor(found, limit)})

    def write_note(self, call: Call) -> Answer:
        body = call.json()
        if not isinstance(body, dict) or body.keys() != {"text"} or not is_text(body["text"], low=1, high=100):
            raise RefusedError(400)
        note = self.add(body["text"])
        return Answer(201, {**note, "receipt": self.receipt(note["id"])})

    def get_note(self, call: Call, id_: str) -> Answer:
        if id_ not in self.notes:
            raise RefusedError(404)
        return Answer(200, self.notes[id_])

    def get_proof(self, call: Call, token: str) -> Answer:
        if token not in self.proofs:
            raise RefusedError(404)
        return Answer(200, self.notes[self.proofs[token]])

    def later(self, number: int) -> list[dict[str, Any]]:
        return [note for id_, note in self.notes.items() if int(id_[1:]) > number]

    def cursor(self, found: list[dict[str, Any]], limit: int) -> str | None:
        return str(found[limit - 1]["id"]) if len(found) > limit else None

    def receipt(self, id_: str) -> str:
        return hashlib.sha256(id_.encode()).hexdigest()[:8]

    def add(self, text: str) -> dict[str, Any]:
        id_ = f"n{len(self.notes) + 1}"
        self.notes[id_] = {"id": id_, "text": text}
        self.proofs[self.receipt(id_)] = id_
        return self.notes[id_]


app = Notes()
