"""Secrets are referred to, fetched when used, and do not show themselves."""

from __future__ import annotations

import copy
import json
import logging
import pickle

import pytest

from apiyard.access.leak import find_leaks
from apiyard.access.secret import (
    MAX_BYTES,
    NoSecretError,
    Secret,
    SecretPlace,
    SecretRef,
    parse_secret,
    resolve_secret,
)
from apiyard.core.errors import InvalidInputError, TooLargeError

VALUE = "s3cr3t-valu3/with+all"


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("env:HOOK_URL", SecretRef(SecretPlace.ENV, "HOOK_URL")),
        ("file:/run/secrets/hook", SecretRef(SecretPlace.FILE, "/run/secrets/hook")),
        ("file:hook: one.txt", SecretRef(SecretPlace.FILE, "hook: one.txt")),
    ],
)
def test_a_reference_is_read_and_written_the_same(text, ref):
    assert parse_secret(text) == ref
    assert str(ref) == text


@pytest.mark.parametrize(
    "text",
    [
        VALUE,
        "https://hooks.example/T0/B0/x",
        "",
        "env:",
        "env:A B",
        "env:$HOME",
        "file:",
        "FILE:x",
        "vault:x",
        "file:a\x00",
    ],
)
def test_a_value_in_place_of_a_reference_is_told_without_repeating_it(text):
    with pytest.raises(InvalidInputError) as told:
        parse_secret(text, where="apiyard.yaml#/notifications/ops/webhook")
    assert told.value.code == "secret-value"
    assert "env:NAME" in told.value.hint
    assert "apiyard.yaml" in str(told.value)
    assert len(text) < 6 or text not in str(told.value)


def test_a_secret_is_fetched_from_the_environment_or_a_file(tmp_path):
    (tmp_path / "hook").write_text(VALUE + "\r\n")
    for ref in ("env:HOOK", "file:hook", f"file:{tmp_path}/hook"):
        found = resolve_secret(parse_secret(ref), environ={"HOOK": VALUE}, root=tmp_path)
        assert found.reveal() == VALUE


@pytest.mark.parametrize(
    "ref", ["env:NONE", "env:EMPTY", "file:none", "file:empty", "file:.", "file:binary", "file:~nobody-here/x"]
)
def test_a_secret_that_is_not_there_is_told(tmp_path, ref):
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    with pytest.raises(NoSecretError) as told:
        resolve_secret(parse_secret(ref), environ={"EMPTY": ""}, root=tmp_path)
    assert told.value.where == ref
    assert told.value.hint


def test_a_huge_file_is_not_read(tmp_path):
    (tmp_path / "huge").write_text("x" * (MAX_BYTES + 1))
    with pytest.raises(TooLargeError):
        resolve_secret(parse_secret("file:huge"), environ={}, root=tmp_path)


def test_a_secret_does_not_show_itself(caplog):
    secret = Secret(VALUE)
    logging.getLogger("test").warning("value %s %r %s", secret, secret, [secret])
    shown = [repr(secret), str(secret), f"{secret}", f"{secret!r:>40}", f"{secret:x}", repr({"a": secret}), caplog.text]
    shown += ["%s" % secret, repr(copy.copy(secret)), repr(copy.deepcopy([secret]))]  # noqa: UP031 - that form too
    assert find_leaks("\n".join(shown), {"it": secret}) == ()


def test_a_secret_cannot_be_written_down():
    for write in (json.dumps, pickle.dumps, hash):
        with pytest.raises(TypeError):
            write(Secret(VALUE))
    with pytest.raises(TypeError):
        json.dumps({"a": [Secret(VALUE)]})


def test_secrets_compare_by_value():
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
