"""A server that keeps the promises of carts.yaml: carts with items in them."""

from __future__ import annotations

import itertools
import re
from typing import Any

from tests.apps.service import CONTRACTS, Answer, Call, RefusedError, Service, is_whole

Item = dict[str, Any]


class Carts(Service):
    contract = CONTRACTS / "carts.yaml"
    routes = {  # noqa: RUF012 - a table
        "POST /carts": "create_cart",
        "GET /carts/{cartId}": "get_cart",
        "GET /carts/{cartId}/items": "list_items",
        "POST /carts/{cartId}/items": "add_item",
        "DELETE /carts/{cartId}/items/{itemId}": "remove_item",
    }

    def __init__(self) -> None:
        self.numbers = itertools.count(1)
        self.carts: dict[str, dict[str, Any]] = {}
        self.items: dict[str, dict[int, Item]] = {}
        self.keys: dict[tuple[str, str], Item] = {}

    def create_cart(self, call: Call) -> Answer:
        body = call.json()
        if not isinstance(body, dict) or body.keys() != {"currency"} or body["currency"] not in ("EUR", "USD"):
            raise RefusedError(400)
        id_ = f"c{next(self.numbers)}"
        self.carts[id_], self.items[id_] = {"id": id_, **body}, {}
        return Answer(201, self.shown(id_))

    def get_cart(self, call: Call, id_: str) -> Answer:
        self.in_cart(id_)
        return Answer(200, self.shown(id_))

    def list_items(self, call: Call, id_: str) -> Answer:
        return Answer(200, list(self.in_cart(id_).values()))

    def add_item(self, call: Call, id_: str) -> Answer:
        new, items = self.good(call.json()), self.in_cart(id_)
        key = call.headers.get("idempotency-key")
        if key is not None and re.fullmatch("[a-z0-9-]{8,40}", key) is None:
            raise RefusedError(400)
        item = self.known(id_, key)
        if item is None:
            item = {"id": next(self.numbers), **new}
            items[item["id"]] = item
            if key is not None:
                self.keys[id_, key] = item
        elif item != {"id": item["id"], **new}:
            raise RefusedError(422)
        return Answer(201, item)

    def remove_item(self, call: Call, id_: str, text: str) -> Answer:
        items = self.in_cart(id_)
        number = int(text) if re.fullmatch("[1-9][0-9]{0,8}", text) else 0
        if number not in items:
            raise RefusedError(404)
        self.take_out(items, number)
        return Answer(204)

    def known(self, id_: str, key: str | None) -> Item | None:
        return None if key is None else self.keys.get((id_, key))

    def take_out(self, items: dict[int, Item], number: int) -> None:
        del items[number]

    def shown(self, id_: str) -> dict[str, Any]:
        items = self.items[id_].values()
        total = sum(item["quantity"] * item["price"] for item in items)
        return {**self.carts[id_], "count": len(items), "total": int(total)}

    def in_cart(self, id_: str) -> dict[int, Item]:
        if id_ not in self.items:
            raise RefusedError(404)
        return self.items[id_]

    def good(self, item: Any) -> Item:
        if not isinstance(item, dict) or item.keys() != {"product", "quantity", "price"}:
            raise RefusedError(400)
        product = item["product"]
        named = isinstance(product, str) and re.fullmatch("[a-z]{1,20}", product) is not None
        whole = is_whole(item["quantity"], low=1, high=9) and is_whole(item["price"], low=0, high=100_000)
        if not named or not whole:
            raise RefusedError(400)
        return item


app = Carts()
