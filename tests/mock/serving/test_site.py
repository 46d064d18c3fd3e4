"""Several contracts on one port are found by prefix, by the path of their server and by host; pages may read."""

from __future__ import annotations

import json

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.mock.app import Mock
from apiyard.mock.control import Control, json_reply
from apiyard.mock.serving.cors import Cors
from apiyard.mock.serving.site import Mount, Site, mount_of, slug, unique_names
from apiyard.mock.step import is_answer, whole
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes


def contract(title, path="/things", servers=(), headers=None):
    ok = {"description": "d", "headers": headers or {}, "content": {"text/plain": {"example": title}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "servers": [{"url": each} for each in servers],
        "paths": {path: {"get": {"responses": {"200": ok}}, "put": {"responses": {"204": {"description": "d"}}}}},
    }
    return contract_from_bytes(json.dumps(document).encode())


def site(*contracts, **given):
    return Site([mount_of(Mock(each)) for each in contracts], **given)


def ask(answering, path, method="GET", **headers):
    pairs = tuple((name.replace("_", "-"), value) for name, value in {"host": "a:1", **headers}.items())
    coming = answering.handle(Request(method, path, "", pairs), "127.0.0.1")
    assert is_answer(coming)
    reply = whole(coming)
    assert reply is not None
    return reply


SHOP = contract("Shop", servers=["https://a.example/v1/shop", "https://b.example/{x}/"])
BANK = contract("Bank", servers=["https://a.example/v2"])


def test_one_alone_answers_at_its_own_paths_and_behind_its_server():
    alone = site(SHOP)
    assert ask(alone, "/things").body == b"Shop"
    assert ask(alone, "/v1/shop/things").body == b"Shop"
    assert ask(alone, "/v1/shopthings").status == 404
    assert ask(alone, "/Shop/things").status == 404


def test_several_stand_behind_their_names_and_servers():
    both = site(SHOP, BANK)
    assert ask(both, "/shop/things").body == b"Shop"
    assert ask(both, "/bank/things").body == b"Bank"
    assert ask(both, "/bank/v2/things").body == b"Bank"
    assert ask(both, "/v2/things").body == b"Bank"
    assert ask(both, "/things").status == 404
    assert "/shop, /bank" in json.loads(ask(both, "/things").body)["detail"]
    assert ask(both, "/bankthings").status == 404


def test_several_are_found_by_host():
    both = site(SHOP, BANK)
    assert ask(both, "/things", host="bank.localhost:4010").body == b"Bank"
    assert ask(both, "/v2/things", host="BANK.localhost").body == b"Bank"


def test_a_path_that_two_servers_have_means_none_of_them():
    both = site(contract("One", servers=["http://a/v1"]), contract("Two", servers=["http://b/v1"]))
    assert ask(both, "/v1/things").status == 404
    assert ask(both, "/two/v1/things").body == b"Two"


def test_the_root_says_what_there_is():
    told = json.loads(ask(site(SHOP, BANK), "/").body)
    assert [(each["name"], each["url"]) for each in told["apis"]] == [("shop", "/shop"), ("bank", "/bank")]


def test_a_location_is_moved_behind_the_prefix():
    header = {"Location": {"required": True, "schema": {"const": "/things/1"}}}
    both = site(contract("Moving", headers=header), BANK)
    assert ask(both, "/moving/things").header("location") == "/moving/things/1"
    assert ask(both, "/things", host="moving.localhost").header("location") == "/things/1"
    same = site(contract("Things", headers=header), BANK)
    assert ask(same, "/things/things").header("location") == "/things/things/1"


def test_names_are_unique():
    assert unique_names([("Shop", "1"), ("bank", "1")]) == ("shop", "bank")
    assert unique_names([("Shop", "1.0"), ("shop", "2.0"), ("shop", "2.0")]) == ("shop/1.0", "shop/2.0", "shop/2.0-3")
    assert slug("  Übung & Co. (v2) ") == "bung-Co.-v2".lower()
    assert slug("?") == "api"


def test_contracts_can_be_put_in_the_place_of_others():
    answering = site(SHOP)
    answering.put([mount_of(Mock(BANK))])
    assert ask(answering, "/things").body == b"Bank"
    with pytest.raises(InvalidInputError):
        answering.put([mount_of(Mock(BANK)), mount_of(Mock(BANK))])
    assert ask(answering, "/things").body == b"Bank"


def test_only_named_hosts_when_there_are_names():
    named = site(SHOP, hosts=("127.0.0.1",))
    assert ask(named, "/things", host="127.0.0.1:5").status == 200
    assert ask(named, "/things", host="evil.example").status == 421
    assert ask(named, "/things", host="[broken").status == 421


def test_the_control_api_stands_beside_the_contracts():
    control = Control({"echo": lambda request: json_reply({"path": request.path})})
    answering = site(SHOP, control=control)
    assert json.loads(ask(answering, "/__apiyard/echo/a", host="localhost").body) == {"path": "/a"}
    assert answering.handle(Request("GET", "/__apiyard/echo", "", (("host", "localhost"),)), "10.0.0.1").status == 403
    assert ask(site(SHOP), "/__apiyard/echo", host="localhost").status == 404


def test_pages_of_all_origins_may_read():
    reply = ask(site(SHOP), "/things", origin="http://b")
    assert reply.header("access-control-allow-origin") == "*"
    assert reply.header("access-control-expose-headers") == "*"
    assert ask(site(SHOP), "/things").header("access-control-allow-origin") is None
    assert ask(site(SHOP), "/nowhere", origin="http://b").header("access-control-allow-origin") == "*"


def test_a_browser_asks_before_it_calls():
    asked = {"origin": "http://b", "access_control_request_method": "PUT", "access_control_request_headers": "x-a"}
    reply = ask(site(SHOP), "/things", "OPTIONS", **asked)
    assert reply.status == 204
    assert reply.header("access-control-allow-methods") == "GET, PUT"
    assert reply.header("access-control-allow-headers") == "x-a"
    assert reply.header("access-control-max-age") == "600"
    assert ask(site(SHOP, BANK), "/shop/things", "OPTIONS", **asked).status == 204
    assert ask(site(SHOP), "/nowhere", "OPTIONS", **asked).status == 404


def test_only_pages_of_named_origins_when_there_are_names():
    named = site(SHOP, cors=Cors(origins=("http://b",), credentials=True))
    reply = ask(named, "/things", origin="http://b")
    assert reply.header("access-control-allow-origin") == "http://b"
    assert reply.header("access-control-allow-credentials") == "true"
    assert reply.header("access-control-expose-headers") == "content-type"
    assert reply.header("vary") == "origin"
    other = ask(named, "/things", origin="http://c")
    assert other.header("access-control-allow-origin") is None
    asked = {"origin": "http://c", "access_control_request_method": "PUT"}
    assert ask(named, "/things", "OPTIONS", **asked).header("access-control-allow-methods") is None
    none = site(SHOP, cors=Cors(origins=()))
    assert ask(none, "/things", origin="http://b").header("access-control-allow-origin") is None


def test_what_the_contract_says_itself_stays():
    header = {"Access-Control-Allow-Origin": {"required": True, "schema": {"const": "http://own"}}}
    reply = ask(site(contract("Own", headers=header)), "/things", origin="http://b")
    assert reply.header("access-control-allow-origin") == "http://own"


def test_what_stands_behind_a_prefix_is_told_of_it():
    seen = []

    def answer(request):
        seen.append((request.path, request.header("x-forwarded-prefix")))
        return Reply(200)

    both = Site([Mount("shop", SHOP, answer), mount_of(Mock(BANK))])
    ask(both, "/shop/things", x_forwarded_prefix="/lie")
    ask(both, "/v1/shop/things")
    assert seen == [("/things", "/lie/shop"), ("/things", "/v1/shop")]
