"""Whatever contract there is, a mock answers by it or says why not, and nothing that comes in ends it."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apiyard.core.errors import ApiyardError
from apiyard.mock.answering.answer import Wanted, answer
from apiyard.mock.answering.prefer import Wishes
from apiyard.mock.app import Mock
from apiyard.mock.check import code_for, unanswered
from apiyard.mock.step import Refused
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_reply
from apiyard.spec.load import contract_from_bytes
from tests.mock.generated import contracts

SLOW = list(HealthCheck)


def read(document) -> Contract | None:
    """Read a contract; None for one that the spec room does not accept, which a mock then need not."""
    try:
        return contract_from_bytes(json.dumps(document).encode())
    except ApiyardError:
        return None


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=SLOW, database=None)
@given(contracts())
def test_every_answer_conforms_or_is_refused_with_its_reason(document):
    contract = read(document)
    if contract is None:
        return
    refused = set()
    for operation in contract.operations:
        for key in operation.responses:
            status = code_for(operation, key)
            for dynamic in (False, True):
                if status is None:
                    continue
                given_answer = answer(operation, Wanted(operation.method, None, Wishes(status, dynamic=dynamic)))
                if isinstance(given_answer, Refused):
                    refused.add((operation.id, key))
                    assert given_answer.reply.status == 501
                    assert json.loads(given_answer.reply.body)["code"] == "no-conforming-answer"
                else:
                    assert check_reply(operation, operation.method, given_answer) == ()
    told = {(each.operation, each.status) for each in unanswered(contract)}
    assert refused <= told


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=SLOW, database=None)
@given(contracts(), st.sampled_from(["get", "post", "delete"]), st.binary(max_size=40))
def test_every_call_is_answered_and_nothing_that_breaks_the_contract_is_sent(document, method, body):
    contract = read(document)
    if contract is None:
        return
    mock = Mock(contract)
    for operation in contract.operations:
        reply = mock.reply(Request(method, operation.path, "a=b&a[b=1&%ff", (("content-type", "text/xml"),), body))
        if method != operation.method:
            assert reply.status == 405
        elif reply.status not in {400, 501}:
            assert check_reply(operation, method, reply) == ()


NODE = {"$ref": "#/components/schemas/Node"}
DEEP = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/nodes": {
            "post": {
                "operationId": "put",
                "requestBody": {
                    "required": True,
                    "content": {
                        each: {"schema": NODE}
                        for each in (
                            "application/json",
                            "application/xml",
                            "multipart/form-data",
                            "application/x-www-form-urlencoded",
                            "application/jsonl",
                        )
                    },
                },
                "responses": {
                    "200": {
                        "description": "d",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Node"}}},
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Node": {
                "type": "object",
                "required": ["size"],
                "properties": {
                    "size": {"type": "integer", "minimum": 9007199254740993},
                    "next": {"$ref": "#/components/schemas/Node"},
                    "children": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
                },
            }
        }
    },
}
BIG = b"9" * 400
FORM = b'--b\r\nContent-Disposition: form-data; name="size"\r\n\r\n'


@pytest.mark.parametrize(
    ("media", "body", "status"),
    [
        ("application/json", b'{"size": 9007199254740993}', 200),
        ("application/json", b'{"size": 9007199254740992}', 400),
        ("application/json", b'{"size": 18446744073709551616}', 200),
        ("application/json", b'{"size": ' + BIG + b"}", 400),
        ("application/json", b"[" * 100_000, 400),
        ("application/json", b'{"next":' * 900 + b"1" + b"}" * 900, 400),
        ("application/json", b'{"size": 1e999}', 400),
        ("application/json", b'\xff\xfe{"size"', 400),
        ("application/json", b'{"size": 9007199254740993, "size": "x"}', 400),
        ("application/xml", b"<Node><size>9007199254740993</size></Node>", 200),
        ("application/xml", b"<Node>" * 5_000, 400),
        ("application/xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", 400),
        ("multipart/form-data; boundary=b", FORM + b"9007199254740993\r\n--b--", 200),
        ("multipart/form-data; boundary=b", FORM + b"9007199254740993", 400),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\n--b--", 400),
        ("multipart/form-data", FORM, 400),
        ("multipart/form-data; boundary=b", b"--b" * 50_000, 400),
        ("application/x-www-form-urlencoded", b"size=9007199254740993", 200),
        ("application/x-www-form-urlencoded", b"next" + b"[next]" * 5_000 + b"=1", 400),
        ("application/jsonl", b"{}\n" * 200_000, 400),
        ("text/plain", b"x", 415),
        ("", b'{"size": 9007199254740993}', 415),
        ("application/json; charset=" + "x" * 5_000, b'{"size": 9007199254740993}', 200),
        ("/;;;===", b"x", 415),
    ],
    ids=range(24),
)
def test_no_body_hangs_or_ends_it(media, body, status):
    contract = read(DEEP)
    assert contract is not None
    headers = (("content-type", media),) if media else ()
    reply = Mock(contract).reply(Request("POST", "/nodes", "", headers, body))
    assert reply.status == status, reply.body[:300]


def test_schemas_that_ask_for_themselves_are_answered():
    contract = read(DEEP)
    assert contract is not None
    headers = (("content-type", "application/x-www-form-urlencoded"),)
    reply = Mock(contract).reply(Request("POST", "/nodes", "", headers, b"size=9007199254740993"))
    assert json.loads(reply.body)["size"] >= 9007199254740993
