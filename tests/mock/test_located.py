"""The address of what a mock says it made leads to what its body shows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiyard.mock.app import Mock, MockOptions
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.judge import check_request
from apiyard.spec.load import contract_from_bytes

ITEM = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string", "pattern": "^p[0-9]{6}$"}, "name": {"type": "string"}},
}
TEXT = {"schema": {"type": "string"}}


def mock_of(
    schema: Any = ITEM,
    *,
    item: str = "/pets/{petId}",
    location: Any = None,
    method: str = "post",
    path: str = "/pets",
    seed: int = 0,
    content: bool = True,
) -> Mock:
    body = {"content": {"application/json": {"schema": schema}}} if content else {}
    made = {"description": "d", **body, **({} if location is None else {"headers": {"Location": location}})}
    names = [part[1:-1] for part in item.split("/") if part[:1] == "{"]
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    own = [name for name in names if f"{{{name}}}" in path]
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {
            item: {"parameters": parameters, "get": {"operationId": "read", "responses": {"200": {"description": "d"}}}}
        },
    }
    document["paths"].setdefault(path, {"parameters": [each for each in parameters if each["name"] in own]})[method] = {
        "operationId": "make",
        "responses": {"201": made},
    }
    return Mock(contract_from_bytes(json.dumps(document).encode()), MockOptions(seed=seed))


def made(mock: Mock, path: str = "/pets", method: str = "POST", headers: Headers = ()) -> tuple[Reply, str, Any]:
    reply = mock.reply(Request(method, path, "", headers))
    assert reply.status == 201
    return reply, reply.header("location") or "", json.loads(reply.body) if reply.body else None


@pytest.mark.parametrize("location", [None, TEXT, {"schema": {"type": "string"}, "example": "/pets/p999999"}])
def test_it_leads_to_the_id_of_the_body(location):
    for seed in range(5):
        mock = mock_of(location=location, seed=seed)
        reply, where, body = made(mock)
        assert where == f"/pets/{body['id']}"
        assert check_request(mock.contract, Request("GET", where, "")).outcome == "valid"
        assert mock.reply(Request("POST", "/pets", "")) == reply


def test_values_made_anew_have_addresses_of_their_own():
    mock = mock_of(location=TEXT)
    wish = (("prefer", "dynamic=true"),)
    found = [made(mock, headers=wish) for _ in range(5)]
    assert all(where == f"/pets/{body['id']}" for _, where, body in found)
    assert len({where for _, where, _ in found}) == 5


@pytest.mark.parametrize(
    ("schema", "key"),
    [
        ({"type": "object", "required": ["data"], "properties": {"data": ITEM}}, ("data", "id")),
        ({"type": "object", "required": ["petId", "id"], "properties": {"petId": {"const": 7}, "id": {}}}, ("petId",)),
        ({"type": "object", "required": ["pet_id"], "properties": {"pet_id": {"const": "a b/c"}}}, ("pet_id",)),
        ({"type": "object", "required": ["uuid"], "properties": {"uuid": {"format": "uuid"}}}, ("uuid",)),
    ],
)
def test_the_id_is_found_where_it_usually_stands(schema, key):
    _, where, body = made(mock_of(schema, location=TEXT))
    for name in key:
        body = body[name]
    assert where == "/pets/" + str(body).replace(" ", "%20").replace("/", "%2F")


@pytest.mark.parametrize(
    ("schema", "form"),
    [
        ({"type": "string", "format": "uri", "pattern": "^https?://"}, "http://shop.example/pets/{}"),
        ({"type": "string", "pattern": "^pets/"}, "pets/{}"),
        ({"type": "string", "pattern": "^p"}, "pets/{}"),
        ({"type": "string", "pattern": "^p[0-9]*$"}, "{}"),
    ],
)
def test_it_has_the_form_that_the_contract_has_for_it(schema, form):
    _, where, body = made(mock_of(location={"schema": schema, "required": True}), headers=(("host", "shop.example"),))
    assert where == form.format(body["id"])


def test_an_address_that_leads_there_already_stays():
    schema = {"type": "object", "required": ["id"], "properties": {"id": {"const": "p1"}}}
    location = {"schema": {"type": "string"}, "example": "https://api.example.com/v1/pets/p1"}
    assert made(mock_of(schema, location=location))[1] == "https://api.example.com/v1/pets/p1"


def test_without_an_id_in_the_body_it_leads_to_some_item():
    mock = mock_of(location=TEXT, content=False)
    _, where, body = made(mock)
    assert body is None
    assert check_request(mock.contract, Request("GET", where, "")).operation is not None
    assert made(mock_of(content=False))[1] == ""


def test_items_elsewhere_put_and_none():
    _, where, body = made(mock_of(location=TEXT, item="/orders/{orderId}", path="/users/me/orders"), "/users/me/orders")
    assert where == f"/orders/{body['id']}"
    assert made(mock_of(location=TEXT, path="/pets/{petId}", method="put"), "/pets/p000001", "PUT")[1].startswith("/p")
    assert not made(mock_of(item="/shops/{shopId}", location=None))[1]


def test_callers_choose_hosts_and_paths_and_memory_stays_bounded(monkeypatch):
    monkeypatch.setattr("apiyard.mock.answering.plain._MOST_REMEMBERED", 8)
    mock = mock_of(location={"schema": {"type": "string", "pattern": "^http"}})
    for number in range(50):
        reply, where, body = made(mock, headers=(("host", f"h{number}"),))
        assert where == f"http://h{number}/pets/{body['id']}"
        assert reply.body
    long = "x" * 4_000
    assert made(mock, headers=(("host", long),))[1].startswith(f"http://{long}/")
