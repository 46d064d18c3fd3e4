"""Sequences find what one request alone cannot show, with few requests before it, and say nothing of what is right."""

from __future__ import annotations

import json
import re
import time
from itertools import count

import pytest

from apiyard.core.json import Json
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.verify.doors.inside import Application
from apiyard.verify.event import CaseJudged, RunEnded
from apiyard.verify.plan import Plan
from apiyard.verify.run import run, verify
from apiyard.verify.stateful.compare import differences, same
from apiyard.verify.stateful.paging import next_cursor, next_link, paging_of, total_in
from apiyard.verify.stateful.recognise import recognise
from tests.apps.boards import Boards
from tests.apps.books import Books
from tests.apps.carts import Carts
from tests.apps.catalogue import faults
from tests.apps.service import Answer


def report_of(server, *, seed=0, most=30):
    plan = Plan(kinds=("stateful",), seed=seed, seconds=100, max_examples=most)
    return verify(load_contract(server.contract), Application(server()), plan)


def test_the_sorts_of_things_are_read_from_the_paths():
    cart, item = recognise(load_contract(Carts.contract))
    assert (cart.collection, cart.key, cart.parents) == ("/carts", "cartId", ())
    assert (item.collection, item.key, item.parents) == ("/carts/{cartId}/items", "itemId", ("cartId",))
    assert item.create is not None
    assert item.role(item.create) == "create"
    assert item.read is None


def test_a_key_in_two_parts_names_no_sort_of_things():
    paths: dict[str, Json] = {
        "/members/{kind}/{name}": {"get": {"parameters": [], "responses": {}}},
        "/members": {"post": {"responses": {}}},
        "/pages/": {"get": {"responses": {}}},
        "/pages/{page}/": {"get": {"responses": {}}},
    }
    document = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths}
    (page,) = recognise(contract_from_bytes(json.dumps(document).encode()))
    assert (page.collection, page.key) == ("/pages", "page")
    assert page.list is not None


def test_a_bug_that_shows_after_four_calls_is_found_without_links_and_told_with_four_calls():
    server = faults()["four_calls"].server
    contract = load_contract(server.contract)
    assert "links" not in json.dumps(contract.tree["paths"])
    failure = next(each for each in report_of(server).failures if each.case.operation == "getCart")
    calls = [*(step.operation for step in failure.case.before), failure.case.operation]
    assert calls[:3] == ["createCart", "addItem", "removeItem"]
    assert len(calls) == 4
    assert failure.trouble.check == "server-error"


def test_a_bug_that_shows_after_six_calls_is_found_and_told_with_no_more():
    (failure,) = report_of(faults()["card_comes_back"].server).failures
    calls = [*(step.operation for step in failure.case.before), failure.case.operation]
    assert sorted(calls[:-1]) == sorted(["createBoard", "addCard", "replaceBoard", "removeCard", "addCard"])
    assert failure.trouble.check == "created-differs"


@pytest.mark.parametrize(
    ("name", "check", "calls"),
    [
        ("second_overwrites", "created-twice-the-same", ["createBook", "createBook"]),
        ("update_lost", "update-lost", ["createBook", "replaceBook", "getBook"]),
        ("key_ignored", "not-idempotent", ["createCart", "addItem", "addItem"]),
        ("link_astray", "broken-link", ["writeNote", "getProof"]),
    ],
)
def test_what_is_told_holds_what_it_rests_on_and_no_more(name, check, calls):
    told = [each for each in report_of(faults()[name].server, most=1).failures if each.trouble.check == check]
    assert [[*(step.operation for step in each.case.before), each.case.operation] for each in told] == [calls]


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("server", [Boards, Books, Carts])
def test_a_correct_service_has_no_failure(server, seed):
    report = report_of(server, seed=seed)
    assert [(each.case, each.trouble) for each in report.failures] == []
    assert report.cases > 150


def test_equal_seeds_make_equal_sequences():
    def cases(seed):
        plan = Plan(kinds=("stateful",), seed=seed, seconds=100, max_examples=10)
        return [
            each.case
            for each in run(load_contract(Books.contract), Application(Books()), plan)
            if isinstance(each, CaseJudged)
        ]

    assert cases(1) == cases(1)
    assert cases(1) != cases(2)


def test_what_came_from_a_reply_is_said():
    server = faults()["deleted_still_readable"].server
    failure = next(each for each in report_of(server).failures if each.case.operation == "getBook")
    create = failure.case.before[0]
    (taken,) = failure.case.takes
    assert (create.operation, taken.step, taken.pointer) == ("createBook", 0, "/id")
    assert failure.case.request.path == f"/books/{taken.text}"


class Wiki:
    """Pages whose service has its own ways: it trims titles, sets times, hides secrets, and keeps what is removed."""

    def __init__(self):
        self.pages, self.numbers = {}, count(1)

    def __call__(self, environ, start):
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        body = json.loads(environ["wsgi.input"].read() or b"null")
        number = int(path.rpartition("/")[2]) if re.fullmatch("/pages/[0-9]+", path) else 0
        status, shown = "404 Not Found", None
        if method == "POST":
            number = next(self.numbers)
            self.pages[number] = self.page(number, body)
            status, shown = "201 Created", self.pages[number]
        elif path == "/pages":
            status, shown = "200 OK", [page for page in self.pages.values() if page["state"] == "live"]
        elif number in self.pages:
            status = "200 OK"
            if method == "PUT":
                self.pages[number] = self.page(number, body)
            elif method == "DELETE":
                self.pages[number]["state"] = "deleted"
            shown = self.pages[number]
        start(status, [("Content-Type", "application/json")])
        return [json.dumps(shown).encode()]

    def page(self, number, body):
        title, size = body["title"].strip().upper(), body.get("size", 1)
        return {"id": number, "title": title, "size": size, "state": "live", "version": number, "updatedAt": "now"}


TITLE = {"title": {"type": "string"}, "size": {"type": "number"}, "password": {"type": "string"}}
OWN = {"id": {"type": "integer"}, "state": {"type": "string"}, "version": {"type": "integer"}, "updatedAt": {}}
SENT = {"type": "object", "required": ["title"], "properties": {**TITLE, **OWN}}
SHOWN = {"200": {"description": "", "content": {"application/json": {"schema": {"properties": {**TITLE, **OWN}}}}}}
BODY = {"content": {"application/json": {"schema": {"required": ["title"], "properties": TITLE}}}, "required": True}
KEY = {"name": "page", "in": "path", "required": True, "schema": {"type": "integer"}}
MADE = {"201": SHOWN["200"], "404": {"description": ""}, **SHOWN}
WIKI = {
    "openapi": "3.1.0",
    "info": {"title": "Wiki", "version": "1"},
    "paths": {
        "/pages": {
            "post": {"operationId": "make", "requestBody": BODY, "responses": MADE},
            "get": {"operationId": "all", "responses": {"200": {"description": ""}}},
        },
        "/pages/{page}": {
            "parameters": [KEY],
            "get": {"operationId": "one", "responses": MADE},
            "put": {"operationId": "put", "requestBody": BODY, "responses": MADE},
            "delete": {"operationId": "remove", "responses": MADE},
        },
    },
}


def test_a_service_with_ways_of_its_own_is_not_blamed():
    contract = contract_from_bytes(json.dumps(WIKI).encode())
    report = verify(contract, Application(Wiki()), Plan(kinds=("stateful",), seconds=100, max_examples=40))
    assert [(each.case.operation, each.trouble) for each in report.failures] == []
    assert set(report.kinds[0].reached) == {"make", "all", "one", "put", "remove"}


def test_a_slow_copy_is_not_blamed():
    class Copied(Books):
        """A new book can be read a few requests later."""

        asked = 0

        def found(self, text):
            self.asked += 1
            book = super().found(text)
            return book if book["id"] < 8 or self.asked % 3 == 0 else super().found("0")

    plan = Plan(kinds=("stateful",), seconds=100, max_examples=1, operations=("createBook",))
    report = verify(load_contract(Copied.contract), Application(Copied()), plan)
    assert [each.trouble for each in report.failures] == []


@pytest.mark.parametrize(
    ("sent", "shown", "equal"),
    [
        ("a", " a ", True),
        ("a", "A", False),
        ("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", True),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", False),
        (1, 1.0, True),
        (1, 2, False),
        (True, 1, False),
        ("true", True, True),
        (False, "true", False),
        ("1", 1, True),
        ([1, 2], [2, 1], True),
        ([1], [1, 1], False),
        (None, "", True),
        ("c1", {"id": "c1"}, True),
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, False),
    ],
)
def test_values_are_compared_generously(sent, shown, equal):
    assert same(sent, shown) is equal


def test_what_a_service_sets_by_itself_is_not_compared():
    sent: dict[str, Json] = {"name": "a", "updatedAt": "x", "version": 1, "password": "p"}
    shown: dict[str, Json] = {"name": "b", "updatedAt": "y", "version": 2, "password": "*"}
    assert [pointer for pointer, _, _ in differences(sent, shown)] == ["/name"]


def test_how_a_list_goes_on_is_read_from_the_contract_and_the_reply():
    paging = paging_of(load_contract(Books.contract).operation("listBooks"))
    assert (paging.largest(), paging.smallest(), paging.goes_on) == (20, 2, True)
    assert next_cursor({"meta": {"next_cursor": "x"}}) == ("x", "/meta/next_cursor")
    assert next_cursor({"next": "x", "has_more": False}) is None
    reply = Reply(200, (("Link", '<https://a.example/v1/books?page=2>; rel="next"'), ("X-Total-Count", "7")))
    assert next_link(Request("GET", "/books"), reply) == "page=2"
    assert total_in(None, reply) == 7


def test_a_run_ends_in_its_time():
    plan = Plan(kinds=("stateful",), seconds=0.5, max_examples=100_000)
    *_, last = run(load_contract(Books.contract), Application(Books()), plan)
    assert isinstance(last, RunEnded)
    assert last.report.seconds < 20


class _Late(Boards):
    """A correct service whose list learns of a new card a little later."""

    def __init__(self):
        super().__init__()
        self.since: dict[tuple[str, int], float] = {}

    def add_card(self, call, id_):
        answer = super().add_card(call, id_)
        self.since[id_, answer.value["id"]] = time.monotonic()
        return answer

    def list_cards(self, call, id_):
        cards = self.on(id_).items()
        return Answer(200, [card for number, card in cards if time.monotonic() - self.since[id_, number] > 0.15])


def test_a_list_may_learn_of_a_new_thing_a_little_later():
    assert [each.trouble for each in report_of(_Late, most=1).failures] == []
