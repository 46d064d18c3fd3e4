"""Each constraint of a contract is asked for on both sides of its boundary, and nothing else is concluded."""

from __future__ import annotations

import json

import pytest

from apiyard.core.clock import SystemClock
from apiyard.core.json import Json
from apiyard.spec.composing.wish import Wish
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_request
from apiyard.spec.load import contract_from_bytes
from apiyard.verify.draft import drafts
from apiyard.verify.edges.requests import edge_cases
from apiyard.verify.generate import Generator
from apiyard.verify.kinds.edges import KIND
from apiyard.verify.plan import Plan
from apiyard.verify.session import Session

ORDER = {
    "type": "object",
    "required": ["name", "count"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 30},
        "count": {"type": "integer", "minimum": 1, "maximum": 9},
        "price": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.25},
        "kind": {"enum": ["new", "old"]},
        "code": {"type": "string", "pattern": "^[a-z]{3}$"},
        "day": {"type": "string", "format": "date"},
        "tags": {"type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": True, "items": {"type": "string"}},
        "note": {"type": ["string", "null"]},
        "made": {"type": "string", "readOnly": True},
        "size": {"oneOf": [{"type": "integer"}, {"type": "object", "required": ["w"]}]},
    },
}
EXAMPLE = {"name": "Tom", "count": 3, "price": 1.5, "kind": "new", "code": "abc", "day": "2026-01-01", "tags": ["a"]}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Orders", "version": "1"},
    "paths": {
        "/orders": {
            "post": {
                "operationId": "create",
                "parameters": [
                    {"name": "dry", "in": "query", "schema": {"type": "boolean"}},
                    {
                        "name": "ids",
                        "in": "query",
                        "schema": {"type": "array", "maxItems": 2, "items": {"type": "integer"}},
                    },
                    {"name": "X-Tries", "in": "header", "required": True, "schema": {"type": "integer", "minimum": 1}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": ORDER, "example": EXAMPLE}},
                },
                "responses": {"201": {"description": "made"}, "400": {"description": "no"}},
            }
        }
    },
}


@pytest.fixture(scope="module")
def contract():
    return contract_from_bytes(json.dumps(DOCUMENT).encode())


@pytest.fixture(scope="module")
def cases(contract):
    operation = contract.operation("create")
    wish = next(drafts(operation, seed=0)).wish
    return list(edge_cases(contract, operation, wish, seed=0))


def found(cases, words):
    return [case for case in cases if words in case.origin]


@pytest.mark.parametrize(
    ("words", "good"),
    [
        ("body /name: the least length 2", True),
        ("body /name: one character less", False),
        ("body /name: the greatest length 30", True),
        ("body /name: one character more", False),
        ("body /count: the minimum 1", True),
        ("body /count: just below the minimum 1", False),
        ("body /count: the maximum 9", True),
        ("body /count: just above the maximum 9", False),
        ("body /count: a number with a fraction", False),
        ("body /count: 3 as a text where integer is asked for", False),
        ("body /price: just inside the exclusiveMinimum 0", True),
        ("body /price: the exclusiveMinimum 0 itself", False),
        ("body /price: no multiple of 0.25", False),
        ("body /kind: the choice old", True),
        ("body /kind: a value that is none of the choices", False),
        ("body /code: a character at the end that the pattern", False),
        ("body /day: a date at its edge: 2024-02-29", True),
        ("body /day: no date: 2026-02-30", False),
        ("body /tags: the greatest number of items, 3", True),
        ("body /tags: one item more", False),
        ("body /tags: one item less", False),
        ("body /tags: an item twice", False),
        ("body /note: null, which is allowed", True),
        ("body /name: null where string is asked for", False),
        ("body /size: branch 2 of oneOf", True),
        ("body: without the required member name", False),
        ("body: without the optional member code", True),
        ("body: with a member that is not declared, where none may be", False),
        ("body: JSON that is cut off", False),
        ("body: left out though it is required", False),
        ("media-type: one that the contract does not name", False),
        ("header X-Tries: left out though it is required", False),
        ("header X-Tries: just below the minimum 1", False),
        ("query dry: left out", True),
        ("query dry: string where boolean is asked for", False),
        ("query dry: given twice", True),
        ("query ids: one item more than the greatest number 2", False),
    ],
)
def test_a_boundary_is_asked_for(cases, words, good):
    assert [case.good for case in found(cases, words)][:1] == [good]


def test_the_judge_agrees_with_every_case(contract, cases):
    assert len(cases) > 100
    assert len({case.request for case in cases}) == len(cases)
    for case in cases:
        assert case.good == (check_request(contract, case.request).outcome == "valid"), case.origin


def test_only_what_has_one_value_is_given_twice(cases):
    assert [case.request.query.count("dry=") for case in found(cases, "given twice")] == [2]


def test_what_only_the_service_sets_is_not_sent(cases):
    assert not found(cases, "/made")


class Orders:
    """A door to a service in this process; what it refuses besides the contract's word is chosen by the test."""

    def __init__(self, contract, refuses=lambda body: False, status=400):
        self.contract, self.refuses, self.status, self.asked = contract, refuses, status, 0
        self.base_url = "http://127.0.0.1"

    def send(self, request):
        self.asked += 1
        judgement = check_request(self.contract, request)
        bad = judgement.outcome != "valid" or self.refuses(judgement.values.body)
        return Reply(self.status if bad else 201)


def failures(contract, door):
    session = Session(contract, Plan(kinds=("edges",)), door, Generator(contract), SystemClock())
    judged = list(KIND.probe(session, contract.operation("create"), SystemClock().monotonic() + 60))
    assert len(judged) == door.asked
    return {(each.trouble.check, each.case.origin) for each in session.failures.values()}


def test_a_correct_service_has_no_failure(contract):
    assert failures(contract, Orders(contract)) == set()


def test_a_service_that_is_off_by_one_is_found(contract):
    told = failures(contract, Orders(contract, lambda body: body["count"] >= 9))
    assert told == {("refused-good-request", "good edge: body /count: the maximum 9")}


def test_a_service_that_wants_what_is_optional_is_found(contract):
    told = failures(contract, Orders(contract, lambda body: "code" not in body))
    assert {check for check, _ in told} == {"refused-good-request"}


def test_a_refusal_that_the_same_request_gets_too_is_not_told(contract):
    names = set()

    def taken_before(body):
        taken = body["name"] in names
        names.add(body["name"])
        return taken

    assert failures(contract, Orders(contract, taken_before)) == set()


def test_an_odd_text_may_be_refused(contract):
    assert failures(contract, Orders(contract, lambda body: not body["name"].isascii())) == set()


@pytest.mark.parametrize(
    ("status", "told"),
    [(418, set()), (500, {("server-error", "good edge: query dry: given twice")})],
)
def test_a_parameter_given_twice_may_be_refused_but_not_crash(contract, status, told):
    class Once(Orders):
        def send(self, request):
            reply = super().send(request)
            return Reply(status) if request.query.count("dry") > 1 else reply

    assert failures(contract, Once(contract)) == told


def test_a_service_without_checks_is_found(contract):
    told = failures(contract, Orders(contract, status=201))
    assert {check for check, _ in told} == {"accepted-bad-request"}
    assert len(told) > 15


def test_equal_seeds_make_equal_cases(contract, cases):
    operation = contract.operation("create")
    wish = next(drafts(operation, seed=0)).wish
    assert isinstance(wish, Wish)
    assert list(edge_cases(contract, operation, wish, seed=0)) == cases


def test_an_object_in_a_part_is_no_bad_text():
    form: dict[str, Json] = {
        "type": "object",
        "properties": {"note": {"type": "string"}, "file": {"type": "string", "format": "binary"}},
    }
    body: dict[str, Json] = {
        "content": {"multipart/form-data": {"schema": form, "example": {"note": "a", "file": "b"}}}
    }
    paths: dict[str, Json] = {
        "/files": {"post": {"operationId": "send", "requestBody": body, "responses": {"200": {"description": "ok"}}}}
    }
    document = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths}
    contract = contract_from_bytes(json.dumps(document).encode())
    operation = contract.operation("send")
    sent = list(edge_cases(contract, operation, next(drafts(operation, seed=0)).wish, seed=0))
    assert any("filename=" in each.request.body.decode("latin-1") for each in sent)
    assert not any(b'{"' in each.request.body for each in sent)
