"""Leaks are found in the forms that secrets travel in."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote, quote_plus

import pytest

from apiyard.access.leak import find_leaks, find_shapes
from apiyard.access.secret import Secret

VALUE = 'pass word/"ü"+tail'
RAW = VALUE.encode()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (f"password={VALUE};", "plain"),
        (f"x{RAW.hex()}y", "hex"),
        (RAW.hex().upper(), "hex"),
        (base64.b64encode(RAW).decode(), "base64"),
        (base64.b64encode(b"ada:" + RAW + b"!").decode(), "base64"),
        (base64.urlsafe_b64encode(b"user1" + RAW).decode(), "base64"),
        (base64.b64encode(b"us" + RAW + b"more").decode(), "base64"),
        (f"?p={quote(VALUE, safe='')}", "url"),
        (f"?p={quote_plus(VALUE)}", "url"),
        (json.dumps({"p": VALUE}), "json"),
        (json.dumps({"p": VALUE}, ensure_ascii=False), "json"),
    ],
)
def test_a_secret_is_found_in_each_form(text, form):
    assert form in {leak.form for leak in find_leaks(text, {"it": Secret(VALUE)})}
    assert find_leaks(text.encode(), {"it": VALUE})


def test_the_report_does_not_repeat_the_secret():
    (leak,) = [leak for leak in find_leaks(f"a {VALUE}", {"it": VALUE}) if leak.form == "plain"]
    assert (leak.name, leak.at) == ("it", 2)
    assert "word" not in repr(leak)


def test_clean_text_has_no_leak_and_short_secrets_are_not_looked_for():
    assert find_leaks("nothing here but words", {"it": VALUE, "short": "words"}) == ()
    assert find_leaks(b"\xff\x00", {"it": VALUE}) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Bearer ay_eyJhbGciOiJFZERTQSJ9.{'e' * 40}.{'s' * 86}", "consumer key"),
        ("-----BEGIN PRIVATE KEY-----\nMC4", "private key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", "private key"),
        (json.dumps({"kty": "OKP", "d": "x" * 43}), "private JWK"),
        ("hash=$argon2id$v=19$m=65536", "password hash"),
    ],
)
def test_shapes_are_found_whatever_the_value(text, name):
    assert [leak.name for leak in find_shapes(text)] == [name]


def test_public_things_have_no_shape_of_a_secret():
    assert (
        find_shapes(json.dumps({"kty": "OKP", "x": "x" * 43, "kid": "ay_key", "jti": "0123456789abcdef01234567"})) == ()
    )
