"""A server that keeps the promises of boards.yaml: cards on boards, whose numbers are given again."""

from __future__ import annotations

import itertools
import re
from typing import Any

from tests.apps.service import CONTRACTS, Answer, Call, RefusedError, Service, is_text

Card = dict[str, Any]


class Boards(Service):
    contract = CONTRACTS / "boards.yaml"
    routes = {  # noqa: RUF012 - a table
        "POST /boards": "create_board",
        "GET /boards/{boardId}": "get_board",
        "PUT /boards/{boardId}": "replace_board",
        "GET /boards/{boardId}/cards": "list_cards",
        "POST /boards/{boardId}/cards": "add_card",
        "GET /boards/{boardId}/cards/{cardId}": "get_card",
        "PUT /boards/{boardId}/cards/{cardId}": "replace_card",
        "DELETE /boards/{boardId}/cards/{cardId}": "remove_card",
    }

    def __init__(self) -> None:
        self.numbers = itertools.count(1)
        self.boards: dict[str, dict[str, Any]] = {}
        self.cards: dict[str, dict[int, Card]] = {}
        self.replaced: set[str] = set()

    def create_board(self, call: Call) -> Answer:
        new = self.good(call.json(), "title", 40)
        id_ = f"b{next(self.numbers)}"
        self.boards[id_], self.cards[id_] = {"id": id_, **new}, {}
        return Answer(201, self.boards[id_])

    def get_board(self, call: Call, id_: str) -> Answer:
        self.on(id_)
        return Answer(200, self.boards[id_])

    def replace_board(self, call: Call, id_: str) -> Answer:
        new = self.good(call.json(), "title", 40)
        self.on(id_)
        self.boards[id_] = {"id": id_, **new}
        self.replaced.add(id_)
        return Answer(200, self.boards[id_])

    def list_cards(self, call: Call, id_: str) -> Answer:
        return Answer(200, list(self.on(id_).values()))

    def add_card(self, call: Call, id_: str) -> Answer:
        new, cards = self.good(call.json(), "text", 80), self.on(id_)
        number = next(each for each in itertools.count(1) if each not in cards)
        cards[number] = self.kept(id_, {"id": number, **new})
        return Answer(201, {"id": number, **new})

    def get_card(self, call: Call, id_: str, text: str) -> Answer:
        return Answer(200, self.found(id_, text))

    def replace_card(self, call: Call, id_: str, text: str) -> Answer:
        new, card = self.good(call.json(), "text", 80), self.found(id_, text)
        self.cards[id_][card["id"]] = {"id": card["id"], **new}
        return Answer(200, self.cards[id_][card["id"]])

    def remove_card(self, call: Call, id_: str, text: str) -> Answer:
        number = self.found(id_, text)["id"]
        del self.cards[id_][number]
        return Answer(204)

    def kept(self, id_: str, card: Card) -> Card:
        return card

    def on(self, id_: str) -> dict[int, Card]:
        if id_ not in self.boards:
            raise RefusedError(404)
        return self.cards[id_]

    def found(self, id_: str, text: str) -> Card:
        cards, number = self.on(id_), int(text) if re.fullmatch("[1-9][0-9]{0,8}", text) else 0
        if number not in cards:
            raise RefusedError(404)
        return cards[number]

    def good(self, body: Any, name: str, high: int) -> dict[str, Any]:
        if not isinstance(body, dict) or body.keys() != {name} or not is_text(body[name], low=1, high=high):
            raise RefusedError(400)
        return body


app = Boards()
