"""Integers beyond 64 bits are judged as they are, wherever they stand."""

from __future__ import annotations

import json

import pytest

from apiyard.core.json import Json
from apiyard.spec import exact_json
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes
from apiyard.spec.schema import schema_of

MOST, MORE = 2**64 + 1, 2**64 + 2
BOUNDED = {"type": "integer", "maximum": MOST}
SCHEMA = {
    "properties": {"n": {"multipleOf": 3}, "m": {"maximum": 2**64}, "i": {"type": "integer"}, "c": {"const": MOST}}
}
PARAMETERS = [
    {"name": "plain", "in": "query", "schema": BOUNDED},
    {"name": "double", "in": "query", "schema": {"type": "number", "maximum": 2**53}},
    {"name": "json", "in": "query", "content": {"application/json": {"schema": BOUNDED}}},
    {"name": "deep", "in": "query", "style": "deepObject", "schema": {"properties": {"n": BOUNDED}, "type": "object"}},
    {"name": "X-Json", "in": "header", "content": {"application/json": {"schema": BOUNDED}}},
]
FORM = {"schema": {"type": "object", "properties": {"o": {"type": "object", "properties": {"n": BOUNDED}}}}}
EVENTS = {"itemSchema": {"type": "object", "properties": {"n": BOUNDED}}}
CONTENT = {"application/json": {"schema": SCHEMA}, "multipart/form-data": FORM, "application/jsonl": EVENTS}
DOCUMENT = {
    "openapi": "3.2.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/a": {
            "post": {
                "parameters": PARAMETERS,
                "requestBody": {"content": CONTENT},
                "responses": {"200": {"description": "d", "content": CONTENT}},
            }
        }
    },
}
CONTRACT = contract_from_bytes(json.dumps(DOCUMENT).encode())


def outcome(query="", headers=(("content-type", "application/json"),), body="{}", contract=CONTRACT):
    return check_request(contract, Request("POST", "/a", query, headers, body.encode())).outcome


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"n": 123456789012345678901234567890}', "valid"),
        ('{"n": 123456789012345678901234567891}', "invalid"),
        ('{"m": 18446744073709551616}', "valid"),
        ('{"m": 18446744073709551617}', "invalid"),
        ('{"m": 18446744073709551616.0}', "valid"),
        ('{"m": 1.8446744073709552e19}', "valid"),
        ('{"m": 1.9e19}', "invalid"),
        ('{"c": 18446744073709551617}', "valid"),
        ('{"c": 18446744073709551616}', "invalid"),
        ('{"i": -123456789012345678901234567890}', "valid"),
        ('{"i": "12345678901234567890"}', "invalid"),
        ('{"n": 1.00000000000000000000001}', "invalid"),
        ("[" * 900 + "12345678901234567890" + "]" * 900, "valid"),
    ],
)
def test_they_are_read_exactly(body, expected):
    assert outcome(body=body) == expected


@pytest.mark.parametrize("place", ["plain={}", "json={}", "deep[n]={}"])
def test_they_are_exact_in_a_query(place):
    assert (outcome(place.format(MOST)), outcome(place.format(MORE))) == ("valid", "invalid")


def test_they_are_exact_where_a_number_is_asked_for():
    assert (outcome(f"double={2**53}"), outcome(f"double={2**53 + 1}")) == ("valid", "invalid")


@pytest.mark.parametrize(("number", "expected"), [(MOST, "valid"), (MORE, "invalid")])
def test_they_are_exact_in_headers_parts_and_lines(number, expected):
    part = f'--x\r\nContent-Disposition: form-data; name="o"\r\nContent-Type: application/json\r\n\r\n{{"n": {number}}}'
    form = (("content-type", "multipart/form-data; boundary=x"),)
    assert outcome(headers=(("content-type", "application/json"), ("x-json", str(number)))) == expected
    assert outcome(headers=form, body=f"{part}\r\n--x--\r\n") == expected
    assert (
        outcome(headers=(("content-type", "application/jsonl"),), body=f'{{"n": 1}}\n{{"n": {number}}}\n') == expected
    )
    reply = Reply(200, (("content-type", "application/json"),), f'{{"m": {number - 1}}}'.encode())
    assert (check_reply(CONTRACT.operations[0], "post", reply) == ()) == (expected == "valid")


def test_they_are_exact_in_a_contract_in_yaml_and_where_some_are_read_only():
    properties = "{m: {maximum: 18446744073709551617}, o: {readOnly: true}}"
    text = (
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {post: {responses: {'204': {description: d}}, "
        f"requestBody: {{content: {{application/json: {{schema: {{properties: {properties}}}}}}}}}}}}}}}\n"
    )
    contract = contract_from_bytes(text.encode())
    assert outcome(body=f'{{"m": {MOST}}}', contract=contract) == "valid"
    assert outcome(body=f'{{"m": {MORE}}}', contract=contract) == "invalid"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b'{"a": 12345678901234567890}', True),
        (b"[1,\n\t -12345678901234567890]", True),
        (b"12345678901234567890", True),
        (b'{"a": "id-12345678901234567890"}', False),
        (b"[0.12345678901234567890]", False),
        (b"[1234567890, 1234567890]", False),
    ],
)
def test_only_a_text_that_may_hold_one_is_read_twice(text, expected):
    assert exact_json.may_hold_long(text) is expected


def test_they_are_written_as_they_are():
    assert exact_json.loads(exact_json.dumps({"a": [MOST, "ž"]})) == {"a": [MOST, "ž"]}


def _unique(numbers: Json) -> list[str]:
    schema = schema_of({"type": "array", "uniqueItems": True})
    return [each.message for each in schema.validate(numbers, direction="request")]


@pytest.mark.parametrize("start", [2**63, 10**20, 10**200])
def test_integers_that_hardly_differ_are_not_all_compared_with_each_other(start: int) -> None:
    crowd = [start + each for each in range(20_000)]

    for numbers in (crowd, [{"id": each} for each in crowd], [crowd]):
        assert _unique(numbers) == ["holds too many large integers that hardly differ to be judged"]


def test_large_integers_are_told_apart_where_that_takes_no_time() -> None:
    assert _unique([10**20 + each for each in range(300)]) == []
    assert _unique([2**60 + 10_000 * each for each in range(20_000)]) == []
    assert _unique([{"owner": 10**20, "id": each} for each in range(20_000)]) == []
    assert len(_unique([10**20, 10**20 + 1, 10**20])) == 1


def test_a_crowd_of_integers_is_judged_where_nothing_asks_that_they_differ() -> None:
    crowd = [10**20 + each for each in range(20_000)]

    assert schema_of({"items": {"type": "integer"}}).validate(crowd, direction="request") == []


def test_a_text_of_digits_alone_is_passed_over_at_once() -> None:
    assert not exact_json.may_hold_long(b'"' + b"9" * 5_000_000 + b'"')
