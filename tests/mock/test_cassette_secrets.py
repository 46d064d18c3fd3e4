"""No recording holds a secret, wherever in an exchange it stands."""

from __future__ import annotations

import base64
import json
from urllib.parse import parse_qsl, quote, quote_plus

import pytest

from apiyard.mock.app import Mock
from apiyard.mock.forward.cassette import Recorded
from apiyard.mock.forward.redact import redact, redact_sentences, secrets_of
from apiyard.mock.forward.replay import Replay
from apiyard.mock.layer import Seen
from apiyard.mock.step import is_answer, whole
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes
from apiyard.spec.violation import Violation
from tests.mock.test_cassettes import CONTRACT, TYPED, recorder


@pytest.mark.parametrize(
    ("media", "text"),
    [
        ("application/json", '{"password": {"value": "hidden-one", "old": ["hidden-one"]}}'),
        ("application/json", '{"credentials": ["hidden-one"]}'),
        ("application/xml", "<a><pass:password x='1'>hidden-one</pass:password></a>"),
        ("application/xml", "<a><clientSecret><![CDATA[hidden-one]]></clientSecret></a>"),
        ("text/event-stream", 'data: {"n": 1, "access_token" : "hidden-one"}\n\n'),
        ("text/plain", '{"a": 1, "a": 2, "token": "hidden-\\\\one hidden-one"}'),
        (
            "multipart/form-data; boundary=b",
            '--b\r\ncontent-disposition: form-data; name="password"\r\n\r\nhidden-one\r\n--b--\r\n',
        ),
        ("multipart/form-data; boundary=b", '--b\ncontent-disposition: form-data; name="pin"\n\nhidden-one\n--b--\n'),
        ("application/xml", "<a id='1' password='hidden-one' token=\"hidden-one\"/>"),
        ("application/yaml", "a: 1\nlogin:\n  - password: hidden-one\n    api_key:  hidden-one and more\n"),
        ("text/plain", "client_secret = hidden-one\n"),
        ("application/json", '{"url": "https://ann:hidden-one@example.com/a"}'),
        (
            "application/json",
            '[{"name": "password", "value": "hidden-one"}, {"key": "token", "value": ["hidden-one"]}]',
        ),
    ],
)
def test_secrets_are_found_in_bodies_of_any_form(media, text):
    secrets = secrets_of(CONTRACT)
    typed = (("content-type", media),)
    asked, answered = redact(
        secrets, Request("POST", "/x", "", typed, text.encode()), Reply(200, typed, text.encode()), operation=None
    )
    for body in (asked.body, answered.body):
        assert b"hidden" not in body
        assert b"REDACTED" in body


def test_secrets_are_found_in_addresses():
    headers = (("location", "https://app.example/cb?state=1&access_token=hidden-one#id_token=hidden-two"),)
    _, answered = redact(secrets_of(CONTRACT), Request("GET", "/x"), Reply(302, headers), operation=None)
    assert answered.header("location") == "https://app.example/cb?state=1&access_token=REDACTED#id_token=REDACTED"


def test_what_is_said_of_an_exchange_holds_no_secret(tmp_path):
    path = tmp_path / "orders.yaml"
    body = b'{"password": "hidden-one-and-quite-long-besides", "pin": 7}'
    said = Violation("body", "/password", '"hidden-one-and-quite-lo..." does not match "^x$"')
    asked = Violation("query", "/token", '"hidden two" does not match "^x$"')
    with recorder(path) as made:
        request = Request("POST", "/orders", "token=hidden+two", TYPED, body)
        made.watch(Seen(request, Reply(200), CONTRACT.operation("getOrder"), "", (said, asked)))
    assert "hidden" not in path.read_text()
    assert "does not match" in path.read_text()


def test_a_recording_that_is_written_anew_is_for_its_owner_only(tmp_path):
    path = tmp_path / "orders.yaml"
    path.write_text("")
    path.chmod(0o644)
    with recorder(path, overwrite=True):
        assert path.stat().st_mode & 0o777 == 0o600


def cleaned(value):
    """Give a JSON body as it is kept."""
    body = json.dumps(value).encode()
    _, answered = redact(secrets_of(CONTRACT), Request("GET", "/x"), Reply(200, TYPED, body), operation=None)
    return json.loads(answered.body)


def test_secrets_are_found_in_json_within_texts_of_json():
    inner = json.dumps({"token": "hidden-one", "n": 1.50})
    kept = json.dumps({"n": 1})
    told = cleaned({"a": inner, "b": [json.dumps([json.dumps(inner)])], "c": kept, "d": '{"token": "hidden-two", ...'})
    assert json.loads(told["a"]) == {"token": "REDACTED", "n": 1.5}
    assert "hidden" not in json.dumps(told)
    assert told["c"] == kept


@pytest.mark.parametrize("levels", [4, 8])
def test_json_within_json_within_json_is_no_text_to_keep(levels):
    value: object = {"token": "hidden-one"}
    for _ in range(levels):
        value = {"a": json.dumps(value)}
    assert "hidden" not in json.dumps(cleaned(value))
    deep = "[" * 90 + '{"token": "hidden-one"}' + "]" * 90
    assert cleaned({"a": deep}) == {"a": "REDACTED"}


def test_secrets_are_found_in_addresses_and_forms_within_bodies():
    assert cleaned({"next": "https://h/cb?page=2&token=hidden-one"}) == {"next": "https://h/cb?page=2&token=REDACTED"}
    form = (("content-type", "application/x-www-form-urlencoded"),)
    body = f"a=1&payload={quote_plus(json.dumps({'token': 'hidden-one'}))}&b=%7B".encode()
    asked, _ = redact(secrets_of(CONTRACT), Request("POST", "/x", "", form, body), Reply(200), operation=None)
    assert parse_qsl(asked.body.decode()) == [("a", "1"), ("payload", '{"token":"REDACTED"}'), ("b", "{")]
    assert asked.body.endswith(b"&b=%7B")


def test_several_secrets_are_hidden_and_how_many_there_are_is_kept():
    told = cleaned({"tokens": ["hidden-one", {"x": "hidden-two"}], "api_keys": "hidden", "completion_tokens": 17})
    assert told == {"tokens": ["REDACTED", {"x": "REDACTED"}], "api_keys": "REDACTED", "completion_tokens": 17}


TEXT = {"type": "string", "minLength": 8, "maxLength": 12, "pattern": "^[a-z0-9]+$"}
PATHS = contract_from_bytes(
    json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Paths", "version": "1"},
            "paths": {
                f"/{at}/{name}/x": {
                    "parameters": [{"name": each, "in": "path", "required": True, "schema": schema} for each in names],
                    "get": {"operationId": at, "responses": {"200": {"description": "fine"}}},
                }
                for at, name, names, schema in (
                    ("resets", "{resetToken}", ["resetToken"], {"type": "string"}),
                    ("shaped", "{token}", ["token"], TEXT),
                    ("mixed", "{id}.{token}", ["id", "token"], {"type": "string"}),
                    ("named", "{word}", ["word"], {"type": "string", "format": "password"}),
                    ("open", "{id}", ["id"], {"type": "string"}),
                )
            },
        }
    ).encode()
)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/resets/hidden%20one/x", "/resets/REDACTED/x"),
        ("/shaped/hidden001/x", "/shaped/xxxxxx000/x"),
        ("/mixed/7.hidden-one/x", "/mixed/7.REDACTED/x"),
        ("/named/hidden-one/x", "/named/REDACTED/x"),
        ("/open/hidden-one/x", "/open/hidden-one/x"),
    ],
)
def test_secrets_are_found_in_paths_and_need_not_be_the_same(path, kept):
    secrets = secrets_of(PATHS)
    operation = PATHS.operation(path.split("/")[1])
    headers = (("location", path.replace("%20", " ")),)
    asked, answered = redact(secrets, Request("GET", path), Reply(200, headers), operation=operation)
    assert asked.path == kept
    if kept != path:
        assert "hidden" not in (answered.header("location") or "")
    replay = Replay([Recorded(asked, Reply(200))], secrets=secrets)
    other = path.replace("hidden", "others").replace("001", "002")

    def played(path):
        answer = Mock(PATHS, answerer=replay).handle(Request("GET", path))
        assert is_answer(answer)
        return whole(answer).status  # type: ignore[union-attr]

    assert played(other) == (404 if kept == path else 200)
    assert played(other.replace("/x", "/y")) == 404


def test_what_is_said_of_a_secret_path_holds_no_secret():
    request = Request("GET", "/shaped/hidden-one/x")
    said = redact_sentences(secrets_of(PATHS), request, Reply(200), sentences=['"hidden-one" does not match'])
    assert said == ['"REDACTED" does not match']


def test_a_password_is_not_kept_where_a_service_tells_it_as_it_decoded_it():
    password = 'pass"word/+1'
    given = f"Basic {base64.b64encode(f'ann:{password}'.encode()).decode()}"
    told = json.dumps({"you": f"ann with {password}"}).encode()
    plain = f"{quote_plus(password)} {quote(password, safe='')} {json.dumps(password)}".encode()
    for media, body in (("application/json", told), ("text/plain", plain)):
        request = Request("GET", "/orders", "", (("authorization", given),))
        reply = Reply(200, (("content-type", media), ("x-you", password)), body)
        _, answered = redact(secrets_of(CONTRACT), request, reply, operation=None)
        assert "word" not in repr(answered)
