"""Fixed values stand where they are meant to, in the style of their parameter, and selections mean what they say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.spec.exchange import Request
from apiyard.spec.load import contract_from_bytes
from apiyard.verify.doors.inside import Application
from apiyard.verify.event import CaseJudged
from apiyard.verify.plan import Plan
from apiyard.verify.planning.fixture import Fixture, fixed
from apiyard.verify.planning.selection import Selection
from apiyard.verify.run import run

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /shops/{shop}/orders/{id}.{form}:
    put:
      operationId: putOrder
      tags: [orders]
      parameters:
        - {name: shop, in: path, required: true, schema: {type: string}}
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: form, in: path, required: true, schema: {type: string}}
        - {name: tags, in: query, explode: false, schema: {type: array, items: {type: string}}}
        - {name: X-Tenant, in: header, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
      requestBody:
        content:
          application/json: {schema: {type: object}}
          application/x-www-form-urlencoded: {schema: {type: object}}
      responses: {'200': {description: fine}}
  /shops:
    get: {operationId: listShops, tags: [shops], deprecated: true, responses: {'200': {description: fine}}}
    post: {operationId: addShop, tags: [shops], responses: {'200': {description: fine}}}
"""
CONTRACT = contract_from_bytes(DOCUMENT.encode())
PUT = CONTRACT.operation("putOrder")
JSON = (("content-type", "application/json"),)
FORM = (("content-type", "application/x-www-form-urlencoded"),)


def put(request, *fixtures):
    return fixed(CONTRACT, PUT, request, fixtures=fixtures)


@pytest.mark.parametrize(
    ("fixture", "request_", "expected"),
    [
        (Fixture("a/b", parameter="shop"), Request("PUT", "/shops/x/orders/1.pdf"), "/shops/a%2Fb/orders/1.pdf"),
        (Fixture(7, parameter="id"), Request("PUT", "/shops/x%20y/orders/1.pdf"), "/shops/x%20y/orders/7.pdf"),
        (Fixture(7, parameter="id"), Request("PUT", "/elsewhere"), "/elsewhere"),
        (Fixture(7, parameter="id", operations=("tag:shops",)), Request("PUT", "/shops/x/orders/1.a"), None),
        (Fixture(7, parameter="id", place="query"), Request("PUT", "/shops/x/orders/1.a"), None),
    ],
)
def test_path(fixture, request_, expected):
    assert put(request_, fixture).path == (expected or request_.path)


def test_query_header_and_cookie():
    request = Request("PUT", "/", "a=1&tags=x,y", (("x-tenant", "t"), ("cookie", "session=1; b=2")))
    assert put(request, Fixture(["p", "q"], parameter="tags")).query == "a=1&tags=p,q"
    assert put(request, Fixture("mine", parameter="x-tenant")).header("x-tenant") == "mine"
    assert put(request, Fixture("s", parameter="session")).header("cookie") == "b=2; session=s"


def test_what_is_not_there_is_added_only_when_it_always_is():
    bare = Request("PUT", "/")
    names: tuple[dict[str, Any], ...] = ({"parameter": "tags"}, {"parameter": "X-Tenant"}, {"parameter": "session"})
    assert all(put(bare, Fixture("v", **name)) == bare for name in names)
    added = put(bare, *(Fixture("v", always=True, **name) for name in names))
    assert (added.query, added.header("x-tenant"), added.header("cookie")) == ("tags=v", "v", "session=v")


def test_properties():
    def body(value, *fixtures, headers=JSON):
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        return put(Request("PUT", "/", "", headers, data), *fixtures).body

    owner = Fixture("a@b.c", property="/owner/mail")
    assert json.loads(body({"owner": {"mail": 1, "x": 2}}, owner)) == {"owner": {"mail": "a@b.c", "x": 2}}
    assert json.loads(body({"owner": {}}, owner)) == {"owner": {}}
    assert json.loads(body({"owner": {}}, Fixture(1, property="/owner/mail", always=True))) == {"owner": {"mail": 1}}
    assert json.loads(body({"list": [1, 2]}, Fixture(9, property="/list/1"))) == {"list": [1, 9]}
    assert body(b"{", owner) == b"{"
    assert body(b"[" * 100_000, owner) == b"[" * 100_000
    assert body(b"a=1&b=2&a=3", Fixture("x y", property="/a"), headers=FORM) == b"b=2&a=x+y"
    assert body(b"a", owner, headers=()) == b"a"


@pytest.mark.parametrize(
    "wrong", [{}, {"parameter": "a", "property": "/a"}, {"property": "a"}, {"parameter": "a", "place": "body"}]
)
def test_a_fixture_says_what_it_is_for(wrong):
    with pytest.raises(InvalidInputError):
        Fixture(1, **wrong)


def test_a_value_that_cannot_stand_there_is_told():
    with pytest.raises(InvalidInputError, match="X-Tenant"):
        put(Request("PUT", "/"), Fixture("a\nb", parameter="x-tenant", always=True))


def test_a_run_sends_fixed_values():
    seen = set()

    def app(environ, start_response):
        seen.add(environ["PATH_INFO"].rpartition("/")[2].partition(".")[0])
        start_response("200 OK", [])
        return []

    plan = Plan(
        ("examples", "fuzz"),
        operations=("putOrder",),
        fixtures=(Fixture(42, parameter="id"),),
        max_examples=10,
        seconds=60,
    )
    events = list(run(CONTRACT, Application(app), plan))
    assert "42" in seen
    taken = [event.case.request.path for event in events if isinstance(event, CaseJudged)]
    assert any("/orders/42." in path for path in taken)


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        ((), (), {"putOrder", "listShops", "addShop"}),
        (("listShops",), (), {"listShops"}),
        (("operation:*Shop*",), (), {"listShops", "addShop"}),
        (("tag:shops",), ("deprecated",), {"addShop"}),
        (("method:GET", "path:/shops/*"), (), {"listShops", "putOrder"}),
        ((), ("path:/shops",), {"putOrder"}),
    ],
)
def test_selections(include, exclude, expected):
    assert {operation.id for operation in Selection(include, exclude).of(CONTRACT)} == expected


@pytest.mark.parametrize(
    ("include", "exclude", "error"),
    [
        (("listShop",), (), UnknownNameError),
        (("tag:shop",), (), UnknownNameError),
        ((), ("method:patch",), UnknownNameError),
        (("path:/x*",), (), InvalidInputError),
        (("listShops",), ("deprecated",), InvalidInputError),
    ],
)
def test_selections_that_fit_nothing_are_told(include, exclude, error):
    with pytest.raises(error):
        Selection(include, exclude).of(CONTRACT)
