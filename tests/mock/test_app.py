"""A mock answers good requests from its contract, and refuses bad ones with place and reason."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from apiyard.mock.app import MockOptions, mock_app
from apiyard.spec.load import contract_from_bytes, load_contract
from tests.parts import ROOT

ORDERS = ROOT / "examples/shop/apis/orders/openapi.yaml"
KEY = {"authorization": "Bearer anything"}


def call(method, target, *, contract=None, options=None, key=True, **given) -> httpx.Response:
    """Send one request to a mock, by default of the shop's orders, without a network."""
    app = mock_app(contract or load_contract(ORDERS), options)
    given["headers"] = {**(KEY if key else {}), **given.get("headers", {})}

    async def send():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://mock") as client:
            return await client.request(method, target, **given)

    return asyncio.run(send())


def places(response: httpx.Response) -> set[tuple[str, str]]:
    assert response.headers["content-type"] == "application/problem+json"
    return {(each["place"], each["pointer"]) for each in response.json()["violations"]}


def test_an_answer_is_the_example_of_the_contract():
    response = call("GET", "/orders?limit=5")
    assert response.status_code == 200
    assert response.json()["items"][0]["id"] == "ord_00000001"


def test_headers_of_the_contract_are_sent():
    order = {"customer": "cus_ab12", "lines": [{"product": "sencha", "quantity": 1}]}
    response = call("POST", "/orders", json=order)
    assert response.status_code == 201
    assert response.headers["location"] == "orders/ord_00000001"


def test_a_bad_request_is_told_everything_that_is_wrong():
    response = call("GET", "/orders?limit=500&status=lost")
    assert response.status_code == 400
    assert places(response) == {("query", "/limit"), ("query", "/status")}


def test_a_bad_body_is_told_where():
    response = call("POST", "/orders", json={"customer": "me", "lines": [{"product": "sencha", "quantity": 0}]})
    assert response.status_code == 400
    assert places(response) == {("body", "/customer"), ("body", "/lines/0/quantity")}


def test_broken_json_is_told():
    headers = {"content-type": "application/json"}
    assert places(call("POST", "/orders", content=b"{", headers=headers)) == {("body", "")}


def test_credentials_are_needed_unless_not_checked():
    refused = call("GET", "/orders", key=False)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == 'Bearer realm="mock"'
    assert call("GET", "/orders", key=False, options=MockOptions(check_security=False)).status_code == 200


@pytest.mark.parametrize(
    ("method", "target", "headers", "status"),
    [
        ("GET", "/nowhere", {}, 404),
        ("PATCH", "/orders", {}, 405),
        ("GET", "/orders", {"accept": "text/html"}, 406),
        ("POST", "/orders", {"content-type": "text/plain"}, 415),
    ],
)
def test_statuses_of_refusals(method, target, headers, status):
    response = call(method, target, headers=headers, content=b"x" if method == "POST" else None)
    assert response.status_code == status
    assert response.json()["status"] == status


def test_a_wrong_method_is_told_the_right_ones():
    assert call("PATCH", "/orders").headers["allow"] == "GET, POST"


def test_a_large_body_is_refused():
    options = MockOptions(max_body_bytes=10)
    headers = {"content-type": "application/json"}
    assert call("POST", "/orders", content=b"x" * 11, headers=headers, options=options).status_code == 413


def test_only_named_hosts_when_there_are_names():
    options = MockOptions(hosts=("127.0.0.1", "mock"))
    assert call("GET", "/orders", options=options).status_code == 200
    assert call("GET", "/orders", options=options, headers={"host": "mock:8080"}).status_code == 200
    assert call("GET", "/orders", options=options, headers={"host": "evil.example"}).status_code == 421
    assert call("GET", "/orders", options=options, headers={"host": "[broken"}).status_code == 421


def test_head_is_get_without_a_body():
    get, head = call("GET", "/orders"), call("HEAD", "/orders")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


def test_a_browser_may_ask_and_call_from_another_origin():
    headers = {"origin": "http://localhost:3000", "access-control-request-method": "POST"}
    asked = call("OPTIONS", "/orders", headers=headers, key=False)
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-methods"] == "GET, POST"
    assert call("GET", "/orders", headers={"origin": "http://a"}).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in call("GET", "/orders").headers


def test_a_status_can_be_wished():
    response = call("GET", "/orders/ord_00000001", headers={"prefer": "code=404"})
    assert (response.status_code, response.json()["title"]) == (404, "Not Found")


def test_made_values_differ_and_are_made_again_from_their_seed():
    first = call("GET", "/orders/ord_00000001", headers={"prefer": "dynamic=true"})
    again = call("GET", "/orders/ord_00000001", headers={"prefer": "dynamic=true"})
    other = call("GET", "/orders/ord_00000001", headers={"prefer": "dynamic=true"}, options=MockOptions(seed=99))
    assert first.json() == again.json()
    assert first.json() != other.json()
    assert first.json()["id"] != "ord_00000001"


@pytest.mark.parametrize("wish", ["code=418", "example=nothing", "code=many"])
def test_a_wish_that_cannot_be_fulfilled_is_told(wish):
    response = call("GET", "/orders/ord_00000001", headers={"prefer": wish})
    assert response.status_code == 400
    assert wish.partition("=")[2] in response.json()["detail"] or "has: 200" in response.json()["detail"]


def small(responses) -> object:
    """Make a contract of one operation with some responses."""
    parameter = {"name": "n", "in": "query", "schema": {"type": "integer"}}
    item = {"get": {"parameters": [parameter], "responses": responses}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/": item}}
    return contract_from_bytes(json.dumps(document).encode())


def content(schema, **more):
    return {"description": "d", "content": {"application/json": {"schema": schema, **more}}}


def test_a_wrong_example_is_passed_over():
    contract = small({"200": content({"type": "integer"}, examples={"a": {"value": "x"}, "b": {"value": 7}})})
    assert call("GET", "/", contract=contract).json() == 7


def test_when_all_examples_are_wrong_a_value_is_made():
    contract = small({"200": content({"type": "integer"}, example="x")})
    assert isinstance(call("GET", "/", contract=contract).json(), int)


def test_an_operation_that_nothing_can_answer_says_why():
    contract = small({"200": content({"allOf": [{"type": "integer"}, {"type": "string"}]})})
    response = call("GET", "/", contract=contract)
    assert response.status_code == 501
    assert response.json()["code"] == "no-conforming-answer"


def test_a_named_example_is_given():
    examples = {"a": {"value": 1}, "b": {"value": 2}}
    contract = small({"200": content({"type": "integer"}, examples=examples)})
    assert call("GET", "/", contract=contract, headers={"prefer": "example=b"}).json() == 2


def test_a_refusal_has_the_form_that_the_contract_gives_it():
    form = {"type": "object", "required": ["error"], "properties": {"error": {"const": "bad"}}}
    contract = small({"200": {"description": "d"}, "400": content(form)})
    response = call("GET", "/?n=x", contract=contract)
    assert (response.status_code, response.json()) == (400, {"error": "bad"})
    assert json.loads(response.headers["x-violations"])[0]["place"] == "query"


def test_422_where_the_contract_says_so():
    contract = small({"200": {"description": "d"}, "422": {"description": "d"}})
    assert call("GET", "/?n=x", contract=contract).status_code == 422


def test_a_response_without_a_body():
    response = call("GET", "/", contract=small({"204": {"description": "d"}}))
    assert (response.status_code, response.content) == (204, b"")


def test_text_and_ranges():
    responses = {"200": {"description": "d", "content": {"text/*": {"schema": {"type": "string"}, "example": "hi"}}}}
    response = call("GET", "/", contract=small(responses), headers={"accept": "text/csv"})
    assert (response.headers["content-type"], response.text) == ("text/csv", "hi")
