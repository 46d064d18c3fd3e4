"""Several contracts on one port are found by prefix, by the path of their server and by host; pages may read."""

from __future__ import annotations

import json

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.mock.app import Mock
from apiyard.mock.control import Control, json_reply
from apiyard.mock.serving.cors import Cors
from apiyard.mock.serving.hosts import hosts_for
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


@pytest.mark.parametrize(
    ("bound", "allowed", "header", "known"),
    [
        ("127.0.0.1", (), "127.0.0.1:4010", True),
        ("127.0.0.1", (), "LocalHost:4010", True),
        ("127.0.0.1", (), "[::1]:4010", True),
        ("127.0.0.1", (), "orders.localhost", True),
        ("127.0.0.1", (), "host.docker.internal:4010", True),
        ("127.0.0.1", (), "", True),
        ("127.0.0.1", (), "evil.example:4010", False),
        ("127.0.0.1", (), "127.0.0.1.evil.example", False),
        ("127.0.0.1", (), "10.0.0.7", False),
        ("127.0.0.1", (), "[broken", False),
        ("127.0.0.1", (), ":4010", False),
        ("127.0.0.1", (), "evil.example@localhost", False),
        ("127.0.0.1", (), "localhost/.evil.example", False),
        ("127.0.0.1", (), "localhost#.evil.example", False),
        ("127.0.0.1", (), "localhost?.evil.example", False),
        ("::1", (), "evil.example", False),
        ("localhost", (), "evil.example", False),
        ("127.0.0.1", ("Shop.test",), "shop.test:4010", True),
        ("127.0.0.1", ("shop.test",), "evil.example", False),
        ("127.0.0.1", ("*",), "evil.example", True),
        ("0.0.0.0", (), "mock.in.a.container", True),
        ("0.0.0.0", ("mock",), "evil.example", False),
        ("10.0.0.7", ("mock",), "10.0.0.7:4010", True),
    ],
)
def test_a_mock_knows_its_names(bound, allowed, header, known):
    hosts = hosts_for(bound, allowed)
    for _ in range(2):
        assert (hosts is None or hosts.knows(header)) == known
    assert ask(site(SHOP, hosts=hosts), "/things", host=header).status == (200 if known else 421)


@pytest.mark.parametrize("name", ["http://a", "a:80", "a/b", ""])
def test_what_is_no_name_is_told(name):
    with pytest.raises(InvalidInputError):
        hosts_for("127.0.0.1", [name])


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


def test_a_page_can_read_what_is_wrong_with_its_path_or_method():
    asked = {"origin": "http://b", "access_control_request_method": "DELETE"}
    for target in ("/nowhere", "/things"):
        before = ask(site(SHOP), target, "OPTIONS", **asked)
        assert (before.status, before.header("access-control-allow-origin")) == (204, "*")
        assert "DELETE" in str(before.header("access-control-allow-methods")).split(", ")
        after = ask(site(SHOP), target, "DELETE", origin="http://b")
        assert (after.status, after.header("access-control-allow-origin")) == (405 if target == "/things" else 404, "*")


def test_pages_of_this_machine_may_send_cookies_unless_that_is_forbidden():
    usual = ask(site(SHOP), "/things", origin="http://localhost:3000")
    assert usual.header("access-control-allow-origin") == "http://localhost:3000"
    assert usual.header("access-control-allow-credentials") == "true"
    assert usual.header("access-control-expose-headers") == "content-type"
    assert usual.header("vary") == "origin"
    for origin in ("http://b", "http://localhost.b", "null", "http://[", "https://127.0.0.1.b"):
        other = ask(site(SHOP), "/things", origin=origin)
        assert (other.header("access-control-allow-origin"), other.header("vary")) == ("*", "origin")
        assert other.header("access-control-allow-credentials") is None
    never = ask(site(SHOP, cors=Cors(credentials=False)), "/things", origin="http://localhost:3000")
    assert (never.header("access-control-allow-origin"), never.header("vary")) == ("*", None)


def test_pages_of_this_machine_may_steer_and_read_what_comes_of_it():
    steered = Site([mount_of(Mock(SHOP))], control=Control({"echo": lambda _: json_reply({})}))
    here = {"origin": "http://localhost:3000", "host": "localhost:4010"}
    asked = ask(steered, "/__apiyard/echo", "OPTIONS", access_control_request_method="DELETE", **here)
    assert "DELETE" in str(asked.header("access-control-allow-methods"))
    found = ask(steered, "/__apiyard/echo", "DELETE", **here)
    assert (found.status, found.header("access-control-allow-origin")) == (200, "http://localhost:3000")
    there = {**here, "origin": "http://b"}
    asked = ask(steered, "/__apiyard/echo", "OPTIONS", access_control_request_method="DELETE", **there)
    assert asked.header("access-control-allow-origin") is None
    found = ask(steered, "/__apiyard/echo", "DELETE", **there)
    assert (found.status, found.header("access-control-allow-origin")) == (403, None)


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
