"""What is done to an item that is not there is refused, whether or not the contract has a word for it."""

from __future__ import annotations

import json

import pytest

from apiyard.mock.sandbox.options import SandboxOptions
from tests.mock.sandbox.sandboxes import Asked, contract_of

SHOP = """
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /orders:
    get:
      operationId: orders
      parameters: [{name: page, in: query, schema: {type: integer, minimum: 1}}]
      responses:
        '200':
          description: a page
          headers: {Link: {schema: {type: string}}}
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}
    post:
      operationId: makeOrder
      requestBody: {content: {application/json: {schema: {type: object, properties: {text: {type: string}}}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
  /orders/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: order
      responses:
        '200': {description: one, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
    delete: {operationId: dropOrder, responses: {'204': {description: gone}}}
  /orders/{id}/pay:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    post:
      operationId: pay
      responses:
        '200': {description: paid, content: {application/json: {schema: {$ref: '#/components/schemas/Receipt'}}}}
        default: {description: no, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
  /orders/{id}/photo:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    post:
      operationId: sendPhoto
      requestBody: {content: {application/octet-stream: {}}}
      responses:
        '200': {description: kept, content: {application/json: {schema: {$ref: '#/components/schemas/Receipt'}}}}
  /shops:
    get:
      operationId: shops
      responses:
        '200':
          description: all
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}
  /shops/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    delete: {operationId: dropShop, responses: {'204': {description: gone}}}
  /shops/{id}/opening:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    post:
      operationId: openShop
      responses:
        '200': {description: open, content: {application/json: {schema: {$ref: '#/components/schemas/Receipt'}}}}
components:
  schemas:
    Order: {type: object, required: [id], properties: {id: {type: integer}, text: {type: string}}}
    Receipt: {type: object, required: [number], properties: {number: {type: integer}}}
    Error: {type: object, required: [message], properties: {message: {type: string}}}
"""


@pytest.fixture
def shop():
    return Asked(contract_of(SHOP), SandboxOptions(begin="empty"))


def test_an_order_that_was_removed_is_neither_paid_nor_shown_on_photos(shop):
    number = shop.post("/orders", {"text": "tea"})["id"]
    assert shop.ask("POST", f"/orders/{number}/pay").status == 200
    assert shop.ask("POST", f"/orders/{number}/photo", b"png", kind="application/octet-stream").status == 200
    assert shop.ask("DELETE", f"/orders/{number}").status == 204
    paid = shop.ask("POST", f"/orders/{number}/pay")
    assert paid.status == 404
    assert json.loads(paid.body)["message"] == f"orders has no item '{number}'"
    shown = shop.ask("POST", f"/orders/{number}/photo", b"png", kind="application/octet-stream")
    assert (shown.status, json.loads(shown.body)["code"]) == (404, "no-such-item")


def test_an_order_that_nobody_made_neither(shop):
    assert shop.ask("POST", "/orders/77/pay").status == 404
    assert shop.ask("POST", "/orders/77/photo", b"png", kind="application/octet-stream").status == 404


def test_what_no_call_makes_is_there_until_it_is_removed():
    shop = Asked(contract_of(SHOP))
    number = shop.get("/shops")[0]["id"]
    assert shop.ask("POST", f"/shops/{number}/opening").status == 200
    assert shop.ask("DELETE", f"/shops/{number}").status == 204
    assert shop.ask("POST", f"/shops/{number}/opening").status == 404


def test_numbered_pages_without_a_size_show_each_item_once(shop):
    numbers = [shop.post("/orders", {"text": str(count)})["id"] for count in range(45)]
    pages = [[each["id"] for each in shop.get(f"/orders?page={page}")] for page in range(1, 5)]
    assert [len(page) for page in pages] == [20, 20, 5, 0]
    assert [number for page in pages for number in page] == numbers
    assert [each["id"] for each in shop.get("/orders")] == pages[0]
    link = shop.ask("GET", "/orders?page=2").header("link")
    assert link is not None
    assert 'page=3>; rel="next"' in link
    assert 'rel="next"' not in (shop.ask("GET", "/orders?page=3").header("link") or "")
