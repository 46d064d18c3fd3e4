"""The catalogue: the products of the shop, listed and looked up."""

from __future__ import annotations

import re
from typing import Any

import web

CATEGORIES = frozenset({"coffee", "tea", "gear"})


def _product(id_: str, name: str, category: str, *, amount: int, text: str) -> dict[str, Any]:
    return {
        "id": id_,
        "name": name,
        "category": category,
        "price": {"amount": amount, "currency": "EUR"},
        "inStock": amount % 3 != 0,
        "description": text,
    }


PRODUCTS = {
    product["id"]: product
    for product in sorted(
        (
            _product("espresso-beans", "Espresso beans", "coffee", amount=1290, text="Dark and round, one kilogram."),
            _product("filter-beans", "Filter beans", "coffee", amount=1390, text="Light and bright, one kilogram."),
            _product("decaf-beans", "Decaf beans", "coffee", amount=1490, text="For the evening, one kilogram."),
            _product("sencha", "Sencha", "tea", amount=890, text="Green tea from the first harvest."),
            _product("assam", "Assam", "tea", amount=790, text="Black tea, strong enough for milk."),
            _product("hand-grinder", "Hand grinder", "gear", amount=4990, text="Steel burrs, 24 settings."),
            _product("moka-pot", "Moka pot", "gear", amount=3190, text="Three cups on any stove."),
            _product("tea-strainer", "Tea strainer", "gear", amount=590, text="A basket with a fine mesh."),
        ),
        key=lambda product: str(product["id"]),
    )
}


def list_products(call: web.Call) -> web.Answer:
    """Answer ``GET /products``."""
    category = call.choice("category", CATEGORIES)
    limit = call.number("limit", 1, 100, default=20)
    after = call.one("after")
    if after is not None and re.fullmatch(r"[a-z][a-z0-9-]{1,40}", after) is None:
        raise web.ProblemError(400, "after must be the id of a product")
    found = [
        product
        for product in PRODUCTS.values()
        if product["id"] > (after or "") and (category is None or product["category"] == category)
    ]
    page = found[:limit]
    return web.Answer(200, {"items": page, "next": page[-1]["id"] if len(found) > limit else None})


def get_product(call: web.Call) -> web.Answer:
    """Answer ``GET /products/{productId}``."""
    product = PRODUCTS.get(call.values["productId"])
    if product is None:
        raise web.ProblemError(404, "no such product")
    return web.Answer(200, product)


if __name__ == "__main__":
    web.serve(
        (
            web.Route("GET", "/products", list_products),
            web.Route("GET", "/products/{productId}", get_product),
        )
    )
