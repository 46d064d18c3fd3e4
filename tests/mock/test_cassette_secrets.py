"""No recording holds a secret, wherever in an exchange it stands."""

from __future__ import annotations

import pytest

from apiyard.mock.forward.redact import redact, secrets_of
from apiyard.mock.layer import Seen
from apiyard.spec.exchange import Reply, Request
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
