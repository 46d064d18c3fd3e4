"""The journal keeps what was asked and answered, finds calls, and tells the nearest one when none is found."""

from __future__ import annotations

import asyncio
import json

import pytest

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import replace
from apiyard.mock.app import Mock
from apiyard.mock.control import Control, ControlOptions
from apiyard.mock.journal.api import journal_api
from apiyard.mock.journal.journal import Journal, facts_of
from apiyard.mock.journal.match import check_names, read_match
from apiyard.mock.journal.verify import read_expectation, verify
from apiyard.mock.pipeline import settled
from apiyard.mock.step import is_answer, whole
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import load_contract
from tests.parts import ROOT

CONTRACT = load_contract(ROOT / "examples/shop/apis/orders/openapi.yaml")
HEADERS = (("authorization", "Bearer secret-1"), ("content-type", "application/json"), ("host", "localhost:4010"))
ORDER = {"customer": "cus_ab12", "lines": [{"product": "sencha", "quantity": 1}]}


class Shop:
    """A mock of the shop's orders with a journal, called without a network."""

    def __init__(self, journal=None):
        self.journal = journal or Journal()
        ids = [each.id for each in CONTRACT.operations]
        control = Control({"journal": journal_api(self.journal, lambda: {"": ids})})
        self.handle = control.before(Mock(CONTRACT, watchers=[self.journal.watch]).handle)

    def send(self, method, path, body=None, *, headers=HEADERS):
        path, _, query = path.partition("?")
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.handle(Request(method, path, query, headers, data))
        assert is_answer(answer)
        return whole(answer)

    def ask(self, method, path, body=None):
        reply = self.send(method, f"/__apiyard/journal{path}", body)
        return reply.status, json.loads(reply.body) if reply.body else None

    def met(self, **expectation):
        return verify(read_expectation(expectation), self.journal.entries())


@pytest.fixture
def shop():
    made = Shop()
    made.send("GET", "/orders?limit=5&status=placed")
    made.send("POST", "/orders", ORDER)
    made.send("POST", "/orders", {**ORDER, "customer": "cus_zz99"})
    made.send("GET", "/orders?limit=999")
    made.send("GET", "/nowhere")
    return made


@pytest.mark.parametrize(
    ("match", "count"),
    [
        ({}, 5),
        ({"operation": "createOrder"}, 2),
        ({"method": "get"}, 3),
        ({"path": "/ord*"}, 4),
        ({"path": "/orders", "query": {"limit": "5"}}, 1),
        ({"query": {"limit": 5, "status": "placed"}}, 1),
        ({"query": {"limit": None}}, 3),
        ({"headers": {"Authorization": "Bearer secret-1"}}, 5),
        ({"headers": {"x-none": None}}, 5),
        ({"body": {"customer": "cus_zz99"}}, 1),
        ({"body": {"lines": [{"quantity": 1}]}}, 2),
        ({"body": {"lines": []}}, 0),
        ({"body": {"lines": [{"quantity": True}]}}, 0),
        ({"body-is": ORDER}, 1),
        ({"body-is": {"customer": "cus_ab12"}}, 0),
        ({"text": "sencha"}, 2),
        ({"status": 201}, 2),
        ({"status": "4XX"}, 2),
        ({"valid": False}, 2),
        ({"fault": "*"}, 5),
        ({"fault": "reset"}, 0),
    ],
)
def test_calls_are_found(shop, match, count):
    assert shop.ask("POST", "/count", match) == (200, {"count": count})


@pytest.mark.parametrize(
    ("match", "told"),
    [
        ({"operations": "x"}, 'did you mean "operation"?'),
        ({"status": "9XX"}, "a status such as 404 or 4XX"),
        ({"query": "limit=5"}, "query of a match needs mapping"),
        ({"valid": "yes"}, "valid of a match needs bool"),
        ([], "a match is an object"),
    ],
)
def test_a_wrong_match_is_told(shop, match, told):
    with pytest.raises(ApiyardError) as caught:
        read_match(match)
    assert told in str(caught.value)
    assert shop.ask("POST", "/count", match)[0] == 400


def test_a_deep_match_is_refused(shop):
    deep = b'{"body": ' + b"[" * 900 + b"]" * 900 + b"}"
    assert shop.ask("POST", "/count", deep)[0] == 400


def test_expectations_are_met_or_told_with_the_nearest_call(shop):
    assert shop.met(match={"operation": "createOrder"}, times=2).met
    assert shop.met(match={"operation": "getOrder"}, times=0).met
    assert shop.met(match={"operation": "getOrder"}, **{"at-most": 1}).met
    missed = shop.met(match={"operation": "createOrder", "body": {"customer": "cus_other"}})
    assert not missed.met
    assert "near: #3 POST /orders 201 createOrder" in missed.told
    assert 'body /customer: "cus_zz99" is not "cus_other"' in missed.told
    often = shop.met(match={"method": "POST"}, times=1)
    assert not often.met
    assert "found 2 of 5 calls" in often.told


def test_order_and_silence_are_expected_too(shop):
    steps = [{"operation": "listOrders"}, {"operation": "createOrder"}, {"status": 404}]
    assert shop.met(sequence=steps).met
    wrong = shop.met(sequence=steps[::-1])
    assert not wrong.met
    assert "step 2 of 3" in wrong.told
    assert not shop.met(match={"operation": "createOrder"}, **{"no-others": True}).met
    assert shop.met(match={}, **{"no-others": True}).met


def test_the_api_lists_verifies_and_forgets(shop):
    status, listed = shop.ask("GET", "?operation=createOrder&limit=1")
    assert (status, listed["total"], [each["number"] for each in listed["calls"]]) == (200, 2, [3])
    assert listed["calls"][0]["request"]["json"]["customer"] == "cus_zz99"
    assert shop.ask("GET", "?valid=false")[1]["calls"][0]["violations"][0]["pointer"] == "/limit"
    assert shop.ask("GET", "/2")[1]["number"] == 2
    assert shop.ask("GET", "/77")[0] == 404
    assert shop.ask("POST", "/verify", {"match": {"status": 201}, "times": 2})[0] == 200
    status, problem = shop.ask("POST", "/verify", {"match": {"status": 201}, "times": 3})
    assert (status, problem["code"]) == (422, "expectation-not-met")
    assert shop.ask("PATCH", "")[0] == 405
    assert shop.ask("DELETE", "")[0] == 204
    assert shop.ask("GET", "")[1] == {"total": 0, "forgotten": 0, "calls": []}


def test_credentials_are_not_shown(shop):
    assert "secret-1" not in json.dumps([facts_of(each) for each in shop.journal.entries()])


def test_credentials_in_queries_are_not_shown_either():
    shop = Shop()
    shop.send("GET", "/orders?api_key=secret-2&limit=5&next_token=n")
    assert shop.ask("GET", "")[1]["calls"][0]["request"]["query"] == "api_key=[secret]&limit=5&next_token=n"


def test_keys_of_the_contract_are_not_shown_under_whatever_names(tmp_path):
    path = tmp_path / "keys.yaml"
    path.write_text(
        "openapi: 3.1.0\ninfo: {title: Keys, version: '1'}\n"
        "paths: {/a: {get: {responses: {'204': {description: d}}}}}\n"
        "components: {securitySchemes: {a: {type: apiKey, in: header, name: X-Door},"
        " b: {type: apiKey, in: query, name: door}}}\n"
    )
    contract, journal = load_contract(path), Journal()
    journal.hide(contract)
    headers = (("x-door", "secret-3"), ("x-session-token", "secret-4"), ("x-trace", "kept"))
    answer = Mock(contract, watchers=[journal.watch]).handle(Request("GET", "/a", "door=secret-5&b=kept", headers))
    assert is_answer(answer)
    shown = json.dumps(facts_of(journal.entries()[0]))
    assert "secret-" not in shown
    assert shown.count("kept") == 2


def test_forms_are_matched_by_their_fields():
    shop = Shop()
    headers = (("content-type", "application/x-www-form-urlencoded"),)
    shop.send("POST", "/orders", b"name=ann+lee&age=7", headers=headers)
    assert shop.met(match={"body": {"name": "ann lee"}}).met
    assert not shop.met(match={"body": {"age": 7}}).met


def test_calls_of_several_contracts_are_told_apart():
    journal = Journal()
    for name in ("one", "two"):
        Mock(CONTRACT, watchers=[journal.watcher(name)]).handle(Request("GET", "/orders"))
    assert [each.api for each in journal.entries()] == ["one", "two"]
    assert verify(read_expectation({"match": {"api": "two"}, "times": 1}), journal.entries()).met
    assert facts_of(journal.entries()[0])["api"] == "one"


def test_calls_that_wait_are_shown_and_forgotten_with_the_others():
    journal = Journal()
    request = Request("GET", "/orders", "", HEADERS)

    gates: list[asyncio.Event] = []

    def slow(call, following):
        async def later():
            await gates[0].wait()
            return following(call)

        return later()

    def states():
        return [each.fault for each in journal.entries()]

    async def go():
        gates.append(asyncio.Event())
        mock = Mock(CONTRACT, layers=[journal.layer, slow], watchers=[journal.watch])
        first, second, third = (asyncio.ensure_future(settled(mock.handle(replace(request)))) for _ in range(3))
        await asyncio.sleep(0)
        found = [states()]
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        found.append(states())
        journal.reset()
        gates[0].set()
        await asyncio.gather(second, third)
        found.append(states())
        await settled(mock.handle(request))
        return [*found, states()]

    assert asyncio.run(go()) == [
        ["under way", "under way", "under way"],
        ["abandoned", "under way", "under way"],
        [],
        [""],
    ]


def test_the_journal_is_bounded():
    shop = Shop(Journal(most=3, most_bytes=1_000))
    for _ in range(5):
        shop.send("GET", "/nowhere")
    assert [each.number for each in shop.journal.entries()] == [3, 4, 5]
    assert shop.journal.forgotten == 2
    shop.send("POST", "/nowhere", b"x" * 1_000)
    assert [each.number for each in shop.journal.entries()] == [6]


@pytest.mark.parametrize(
    "extra",
    [
        (("origin", "http://evil.example"),),
        (("host", "evil.example"),),
        (("host", "[broken"),),
    ],
)
def test_pages_of_other_sites_may_not_steer(extra):
    headers = tuple(pair for pair in HEADERS if pair[0] != extra[0][0]) + extra
    assert Shop().send("GET", "/__apiyard/journal", headers=headers).status == 403


def status(control, path="/__apiyard", *, peer="127.0.0.1", host="127.0.0.1"):
    answer = control.handle(Request("GET", path, "", (("host", host),)), peer=peer)
    return answer.status if isinstance(answer, Reply) else None


def test_only_this_machine_may_steer():
    control = Control({})
    assert status(control, peer="10.0.0.7") == 403
    assert status(control, peer="::ffff:127.0.0.1") == 200
    assert status(control, peer="") == 200
    assert status(control, "/__apiyard/none") == 404
    assert not control.takes("/__apiyards")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"origin": "http://localhost:3000", "sec-fetch-site": "cross-site"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"host": "evil.example", "sec-fetch-site": "same-origin"}, 403),
        ({"host": "evil.example@localhost"}, 403),
        ({"host": "localhost/.evil.example"}, 403),
    ],
)
def test_no_page_of_another_site_may_steer(headers, expected):
    pairs = tuple({"host": "127.0.0.1:4010", **headers}.items())
    for method, path in (("GET", "/__apiyard/journal"), ("POST", "/__apiyard/sandbox/reset")):
        control = Control({"journal": lambda _: Reply(200), "sandbox": lambda _: Reply(200)})
        answer = control.handle(Request(method, path, "", pairs), peer="127.0.0.1")
        assert isinstance(answer, Reply)
        assert answer.status == expected


def test_too_many_parameters_are_refused():
    control = Control({"journal": journal_api(Journal())})
    answer = control.handle(Request("GET", "/__apiyard/journal", "after=0&" * 30, (("host", "localhost"),)))
    assert isinstance(answer, Reply)
    assert answer.status == 400


def test_others_may_steer_when_they_are_named():
    control = Control({}, ControlOptions(peers=("172.16.0.0/12",), hosts=("mock",)))
    assert status(control, peer="172.17.0.2", host="mock:4010") == 200
    assert status(control, peer="::ffff:172.17.0.2", host="mock") == 200
    assert status(control, peer="172.17.0.2", host="evil.example") == 403
    assert status(control, peer="10.0.0.7", host="mock") == 403
    assert status(control, peer="nobody", host="mock") == 403
    assert status(Control({}, ControlOptions(on=False))) == 403


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/verify", {"match": {"operation": "createOrdr"}, "times": 0}),
        ("POST", "/verify", {"sequence": [{"operation": "createOrder"}, {"operation": "createOrdr"}]}),
        ("POST", "/find", {"operation": "createOrdr"}),
        ("POST", "/count", {"operation": "createOrdr"}),
        ("GET", "?operation=createOrdr", None),
    ],
)
def test_an_operation_that_there_is_not_is_told_with_the_nearest_one(shop, method, path, body):
    status, told = shop.ask(method, path, body)
    assert status == 400
    assert told["code"] == "unknown-name"
    assert "createOrdr" in told["detail"]
    assert 'did you mean "createOrder"?' in told["detail"]


def test_an_api_that_there_is_not_is_told(shop):
    status, told = shop.ask("POST", "/verify", {"match": {"api": "orders"}, "times": 0})
    assert (status, told["code"]) == (400, "unknown-name")


def test_an_operation_is_looked_for_in_the_api_that_is_named():
    known = {"orders": {"createOrder"}, "customers": {"getCustomer"}}
    check_names(read_match({"operation": "createOrder"}), known)
    check_names(read_match({"operation": "createOrder", "api": "orders"}), known)
    with pytest.raises(ApiyardError, match="createOrder"):
        check_names(read_match({"operation": "createOrder", "api": "customers"}), known)
