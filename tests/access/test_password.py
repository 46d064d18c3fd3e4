"""Passwords are hashed with argon2id, tokens with SHA-256, and neither is kept."""

from __future__ import annotations

import hashlib

import pytest

from apiyard.access.password import check_password, hash_password, is_old
from apiyard.access.secret import Secret
from apiyard.access.token import new_api_token, new_session_token, token_digest
from apiyard.core.errors import InvalidInputError

PASSWORD = Secret("correct horse battery")
OLD = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21l$p8+AA8WYDYKUHCgvTEbYZA"


def test_a_password_is_checked_against_its_hash():
    kept = hash_password(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert check_password(PASSWORD, kept)
    assert not check_password(Secret("wrong horse battery"), kept)
    assert kept != hash_password(PASSWORD)
    assert not is_old(kept)


def test_nobody_has_no_password():
    assert not check_password(PASSWORD, None)
    assert not check_password(Secret("nobody has this password"), None)


@pytest.mark.parametrize("kept", ["", "plain", "$argon2id$broken"])
def test_a_broken_hash_opens_nothing(kept):
    assert not check_password(PASSWORD, kept)


@pytest.mark.parametrize("typed", ["", "short", "x" * 2000])
def test_a_password_out_of_bounds_is_refused(typed):
    with pytest.raises(InvalidInputError) as told:
        hash_password(Secret(typed))
    assert not typed or typed not in str(told.value)
    assert not check_password(Secret("x" * 2000), hash_password(PASSWORD))


def test_an_old_hash_is_told():
    assert is_old(OLD)


def test_tokens_are_random_and_kept_by_digest():
    tokens = [new_api_token(), new_api_token(), new_session_token()]
    assert len({token.reveal() for token in tokens}) == 3
    assert tokens[0].reveal().startswith("ayt_")
    assert token_digest(tokens[0]) == hashlib.sha256(tokens[0].reveal().encode()).hexdigest()
    assert all(len(token.reveal()) >= 43 for token in tokens)
