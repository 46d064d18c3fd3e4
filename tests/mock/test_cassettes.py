"""What a recorder writes can be read, edited and played again, and holds no secret."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiyard.core.clock import ManualClock
from apiyard.core.errors import ApiyardError
from apiyard.mock.answering.plain import PlainAnswerer
from apiyard.mock.app import Mock
from apiyard.mock.control import Control
from apiyard.mock.forward.cassette import Recorded, opening, read_cassette, written
from apiyard.mock.forward.record import Recorder
from apiyard.mock.forward.redact import redact, secrets_of
from apiyard.mock.forward.replay import Replay, broken, replay_api
from apiyard.mock.journal.readable import readable, unreadable
from apiyard.mock.layer import Seen
from apiyard.mock.step import Refused, Wrong, is_answer, whole
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes, load_contract
from tests.parts import ROOT

CONTRACT = load_contract(ROOT / "examples/shop/apis/orders/openapi.yaml")
KEY = (("authorization", "Bearer topsecret-1234"),)
TYPED = (("content-type", "application/json"),)
ORDER = {
    "id": "ord_00000001",
    "customer": "cus_ab12",
    "lines": [{"product": "sencha", "quantity": 1}],
    "status": "placed",
    "units": 1,
    "createdAt": "2026-01-01T00:00:00Z",
}
CLOCK = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def order(**changed):
    return json.dumps({**ORDER, **changed}).encode()


def recorder(path, contract=CONTRACT, **given):
    return Recorder(path, "http://up", secrets_of(contract), clock=CLOCK, **given)


def seen(method, path, answer, *, body=b"", headers=KEY, operation="getOrder", query=""):
    return Seen(Request(method, path, query, headers, body), answer, CONTRACT.operation(operation))


@pytest.fixture
def cassette(tmp_path):
    """A cassette of two orders, the first asked for twice."""
    path = tmp_path / "orders.yaml"
    with recorder(path) as made:
        made.watch(seen("GET", "/orders/ord_00000001", Reply(200, TYPED, order())))
        made.watch(seen("GET", "/orders/ord_00000001", Reply(200, TYPED, order(status="cancelled"))))
        made.watch(seen("GET", "/orders/ord_00000002", Reply(200, TYPED, order(id="ord_00000002"))))
        wanted = json.dumps({"customer": "cus_ab12", "lines": [{"product": "sencha", "quantity": 1}]}).encode()
        location = (("location", "orders/ord_00000003"),)
        made.watch(
            seen(
                "POST",
                "/orders",
                Reply(201, TYPED + location, order(id="ord_00000003")),
                body=wanted,
                headers=KEY + TYPED,
                operation="createOrder",
            )
        )
        assert made.count == 4
    return path


def player(path, *, otherwise=None):
    replay = Replay(read_cassette(path), otherwise)
    handle = Control({"replay": replay_api(replay)}).before(Mock(CONTRACT, answerer=replay).handle)

    def send(method, target, body=b"", headers=KEY):
        path, _, query = target.partition("?")
        answer = handle(Request(method, path, query, headers, body))
        assert is_answer(answer)
        return whole(answer)

    return send


def test_replies_are_played_in_order_and_the_last_one_again(cassette):
    send = player(cassette)
    played = [json.loads(send("GET", "/orders/ord_00000001").body)["status"] for _ in range(3)]
    assert played == ["placed", "cancelled", "cancelled"]
    left = json.loads(send("GET", "/__apiyard/replay").body)["unplayed"]
    assert [(each["method"], each["path"]) for each in left] == [("GET", "/orders/ord_00000002"), ("POST", "/orders")]
    assert send("DELETE", "/__apiyard/replay").status == 204
    assert json.loads(send("GET", "/orders/ord_00000001").body)["status"] == "placed"


def test_equal_bodies_are_found_however_they_are_written(cassette):
    body = b'{ "lines": [ {"quantity":1, "product":"sencha"} ], "customer": "cus_ab12" }'
    assert player(cassette)("POST", "/orders", body, KEY + TYPED).status == 201


def test_what_was_not_recorded_is_told_with_the_nearest(cassette):
    missing = player(cassette)("GET", "/orders/ord_00000009")
    assert missing.status == 404
    assert "recorded: GET /orders/ord_00000001" in json.loads(missing.body)["detail"]
    other = b'{"customer": "cus_zz99", "lines": [{"product": "sencha", "quantity": 1}]}'
    told = player(cassette)("POST", "/orders", other, KEY + TYPED)
    assert (told.status, json.loads(told.body)["code"]) == (404, "not-recorded")
    assert "the body is another" in json.loads(told.body)["detail"]
    assert player(cassette, otherwise=PlainAnswerer())("GET", "/orders/ord_00000009").status == 200


def test_an_edited_reply_that_breaks_the_contract_is_refused(cassette):
    cassette.write_text(cassette.read_text("utf-8").replace("status: placed", "status: lost"), "utf-8")
    assert player(cassette)("GET", "/orders/ord_00000001").status == 500
    unfit = broken(CONTRACT, read_cassette(cassette))
    assert len(unfit) == 3
    assert "/status" in unfit[0][1]


def test_a_cassette_of_another_contract_is_told(tmp_path):
    path = tmp_path / "other.yaml"
    text = written(Request("GET", "/pets"), Reply(200), {}) + written(Request("HEAD", "/orders"), Reply(200), {})
    path.write_text(opening("Pets 1", "http://up") + text, "utf-8")
    assert [why for _, why in broken(CONTRACT, read_cassette(path))] == ["the contract has no GET /pets"]


def test_no_recording_is_lost_and_nobody_else_reads_it(cassette):
    with pytest.raises(ApiyardError, match="recording already"):
        recorder(cassette)
    assert cassette.stat().st_mode & 0o777 == 0o600
    recorder(cassette, overwrite=True).__exit__(None, None, None)
    assert read_cassette(cassette) == ()
    with pytest.raises(ApiyardError, match="cannot be written"):
        recorder(cassette / "x")


def test_what_the_server_did_not_answer_is_not_recorded(tmp_path):
    with recorder(tmp_path / "c.yaml") as made:
        made.watch(seen("GET", "/orders/ord_00000001", Wrong(Reply(502), "upstream-timeout")))
        made.watch(seen("GET", "/orders/ord_00000001", Refused(Reply(400))))
        made.watch(seen("GET", "/orders/ord_00000001", Reply(200, TYPED, b" " * 2_000_000)))
        assert (made.count, made.too_large) == (0, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\n", "part of a cassette"),
        ("exchanges: []\n", "this is no cassette"),
        ("[]\n", "a mapping is expected"),
        ("cassette: 1\nexchanges: {a: 1}\n", "exchanges are a list"),
        ("cassette: 1\nexchanges: [{}]\n", "a mapping is expected"),
        ("cassette: 1\nexchanges: [{request: {method: GET}, reply: {status: 200}}]\n", "needs a path"),
        ("cassette: 1\nexchanges: [{request: {method: GET, path: /a}, reply: {status: 99}}]\n", "needs a status"),
        ("cassette: 1\nexchanges: [{request: {method: GET, path: /a, boddy: 1}, reply: {status: 200}}]\n", "boddy"),
        ("cassette: 1\nexchanges: [{request: {method: G T, path: /a}, reply: {status: 200}}]\n", "needs a method"),
        (
            "cassette: 1\nexchanges: [{request: {method: G, path: /a}, reply: {status: 200, json: 1, text: a}}]\n",
            "one form",
        ),
        (
            "cassette: 1\nexchanges: [{request: {method: G, path: /a}, reply: {status: 200, base64: '?'}}]\n",
            "no base64",
        ),
        (
            'cassette: 1\nexchanges: [{request: {method: G, path: /a}, reply: {status: 200, headers: {a: "b\\nc"}}}]\n',
            "header",
        ),
    ],
)
def test_wrong_cassettes_are_told_with_their_place(text, told, tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ApiyardError) as caught:
        read_cassette(path)
    assert told in str(caught.value)
    assert "wrong.yaml" in caught.value.where


@given(JSON)
def test_json_survives(value):
    body = json.dumps(value).encode()
    held = readable("application/json", body)
    assert json.loads(unreadable(held)) == value


@given(st.binary(max_size=200), st.sampled_from(["application/json", "text/plain", "image/png", ""]))
def test_bytes_survive_unless_they_are_json(data, media):
    held = readable(media, data)
    assert "json" in held or unreadable(held) == data


@pytest.mark.parametrize(
    "body", [b'{"a":1,"a":2}', b"[1e400]", b"[1.00000000000000000001]", b"[" * 200 + b"]" * 200, b"\xff"]
)
def test_json_that_would_change_stays_text(body):
    held = readable("application/json", body)
    assert "json" not in held
    assert unreadable(held) == body


@given(st.lists(st.tuples(st.text(max_size=30), st.binary(max_size=60), JSON), max_size=3))
def test_whatever_is_recorded_is_read_again(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("c") / "c.yaml"
    text = "".join(
        written(
            Request("POST", "/a", "q=1", (*TYPED, ("x-a", "1"), ("x-a", "2")), json.dumps(value).encode()),
            Reply(200, (("content-type", "application/octet-stream"), ("x-t", "null")), data),
            {"operation": name},
        )
        for name, data, value in rows
    )
    path.write_text(opening("T", "http://up") + text, "utf-8")
    found = read_cassette(path)
    assert [json.loads(each.request.body) for each in found] == [value for _, _, value in rows]
    assert [each.reply.body for each in found] == [data for _, data, _ in rows]
    assert all(each.request.headers == (*TYPED, ("x-a", "1"), ("x-a", "2")) for each in found)
    assert all(each.reply.header("x-t") == "null" for each in found)


SECRET_CONTRACT = contract_from_bytes(
    json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {
                "/login": {
                    "post": {
                        "operationId": "login",
                        "requestBody": {
                            "content": {
                                "application/json": {
                                    "schema": {
                                        "properties": {
                                            "word": {"type": "string", "format": "password"},
                                            "pin": {"type": "string", "pattern": "^[0-9]{4}$"},
                                        }
                                    }
                                }
                            }
                        },
                        "responses": {"200": {"description": "ok"}},
                    }
                }
            },
            "components": {
                "securitySchemes": {
                    "a": {"type": "apiKey", "in": "header", "name": "X-Entry"},
                    "b": {"type": "apiKey", "in": "query", "name": "k"},
                }
            },
        }
    ).encode()
)
JWT = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
LOGIN = Request(
    "POST",
    "/login",
    "k=QUERYSECRET&page_token=keep",
    (
        ("Authorization", "Bearer HEADERSECRET"),
        ("X-Entry", "ENTRYSECRET"),
        ("Cookie", "sid=COOKIESECRET"),
        ("X-Api-Token", "TOKENSECRET"),
        ("Content-Type", "application/json"),
    ),
    json.dumps(
        {"word": "WORDSECRET", "pin": "4711", "user": "ann", "clientSecret": "CLIENTSECRET", "cvv": 123}
    ).encode(),
)
LOGGED = Reply(
    200,
    (("Set-Cookie", "sid=SETSECRET; HttpOnly"), ("Content-Type", "application/json"), ("X-Echo", "HEADERSECRET")),
    json.dumps(
        {
            "access_token": "ACCESSSECRET",
            "token_type": "Bearer",
            "expires_in": 60,
            "nextPageToken": "keep",
            "note": f"you sent HEADERSECRET and {JWT}",
            "deep": [{"privateKey": "PRIVATESECRET"}],
        }
    ).encode(),
)


def test_no_secret_is_kept():
    request, reply = redact(secrets_of(SECRET_CONTRACT), LOGIN, LOGGED, operation=SECRET_CONTRACT.operation("login"))
    text = written(request, reply, {})
    assert "SECRET" not in text.replace("clientSecret", "")
    assert JWT not in text
    assert "4711" not in text
    assert "123" not in text
    asked, told = json.loads(request.body), json.loads(reply.body)
    assert asked == {
        "word": "XXXXXXXXXX",
        "pin": "0000",
        "user": "ann",
        "clientSecret": "xxxxxxxxxxxx".upper(),
        "cvv": 111,
    }
    assert (told["token_type"], told["expires_in"], told["nextPageToken"]) == ("Bearer", 60, "keep")
    assert request.query == "k=REDACTED&page_token=keep"
    assert request.header("authorization") == "Bearer REDACTED"
    assert reply.header("set-cookie") == "sid=REDACTED; HttpOnly"


def test_a_request_with_other_secrets_is_played():
    secrets = secrets_of(SECRET_CONTRACT)
    request, reply = redact(secrets, LOGIN, Reply(200), operation=SECRET_CONTRACT.operation("login"))
    replay = Replay([Recorded(request, reply)], secrets=secrets)
    handle = Mock(SECRET_CONTRACT, answerer=replay).handle

    def status(body):
        answer = handle(Request("POST", "/login", "k=other&page_token=keep", TYPED, json.dumps(body).encode()))
        assert is_answer(answer)
        return whole(answer).status  # type: ignore[union-attr]

    asked = {"word": "another1-word", "pin": "1234", "user": "ann", "clientSecret": "ANOTHERSECRE", "cvv": 321}
    assert status(asked) == 200
    assert status({**asked, "user": "bob"}) == 404
    assert status({name: value for name, value in asked.items() if name != "pin"}) == 404


def test_further_names_are_secrets_when_they_are_named():
    kept = Reply(200, TYPED, b'{"color": "red", "shade": "dark"}')
    _, reply = redact(secrets_of(CONTRACT, ["Color"]), Request("GET", "/x"), kept, operation=None)
    assert json.loads(reply.body) == {"color": "REDACTED", "shade": "dark"}


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "userPassword",
        "api_key",
        "apiKey",
        "refreshToken",
        "X-Session-Id",
        "cardNumber",
        "tokens",
        "api_keys",
        "oldPasswords",
        "clientSecrets",
    ],
)
def test_names_that_stand_for_secrets(name):
    assert secrets_of(CONTRACT).is_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "tokenCount",
        "next_token",
        "author",
        "pinned",
        "passenger",
        "expires",
        "cursor",
        "keyboard",
        "session_count",
        "max_tokens",
        "pins",
    ],
)
def test_names_that_do_not(name):
    assert not secrets_of(CONTRACT).is_secret(name)
