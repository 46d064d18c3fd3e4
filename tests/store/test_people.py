"""People can sign in, are found by digests only, and can be deleted."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import text

from apiyard.core.errors import ConflictError, InvalidInputError, NotFoundError
from apiyard.store.engine import read
from apiyard.store.people import Contact

HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA"


def sha256(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


@pytest.fixture
def ada(store):
    return store.people.add_user("ada", role="admin", password_hash=HASH, contact="ada@example.org")


def test_a_user_is_found_by_name(store, ada):
    store.people.add_user("Bob@example.org", role="viewer", password_hash=HASH)
    assert store.people.user("ada") == ada
    assert store.people.user("Ada") is None
    assert [user.name for user in store.people.users()] == ["Bob@example.org", "ada"]


def test_a_name_is_taken_once(store, ada):
    with pytest.raises(ConflictError) as told:
        store.people.add_user("ada", role="viewer", password_hash=HASH)
    assert not told.value.retryable


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a b"},
        {"name": "<script>"},
        {"name": "x" * 200},
        {"role": "root"},
        {"password_hash": "secret"},
    ],
)
def test_a_user_outside_the_form_is_refused(store, wrong):
    fields = {"name": "ada", "role": "admin", "password_hash": HASH} | wrong
    with pytest.raises(InvalidInputError) as told:
        store.people.add_user(fields.pop("name"), **fields)
    assert "secret" not in str(told.value)
    assert store.people.users() == ()


def test_role_and_password_change_and_a_new_password_ends_sessions(store, ada, clock):
    store.people.start_session("ada", sha256=sha256("c"), csrf="s", expires=clock.now() + timedelta(hours=1))
    store.people.change_user("ada", role="viewer")
    assert store.people.session(sha256("c")).user.role == "viewer"
    store.people.change_user("ada", password_hash=HASH + "x")
    assert store.people.session(sha256("c")) is None
    store.people.change_user("ada")
    assert store.people.user("ada").password_hash == HASH + "x"
    with pytest.raises(NotFoundError):
        store.people.change_user("eve", role="admin")


def test_a_session_holds_until_it_ends(store, ada, clock):
    store.people.start_session("ada", sha256=sha256("c"), csrf="s", expires=clock.now() + timedelta(seconds=10))
    session = store.people.session(sha256("c"))
    assert (session.user, session.csrf) == (ada, "s")
    assert store.people.session(sha256("other")) is None
    clock.move(10)
    assert store.people.session(sha256("c")) is None


def test_a_session_can_be_ended(store, ada, clock):
    store.people.start_session("ada", sha256=sha256("c"), csrf="s", expires=clock.now() + timedelta(hours=1))
    store.people.end_session(sha256("c"))
    assert store.people.session(sha256("c")) is None
    store.people.end_session(sha256("c"))


def test_ended_sessions_do_not_pile_up(store, ada, clock):
    for number in range(5):
        ends = clock.now() + timedelta(seconds=1)
        store.people.start_session("ada", sha256=sha256(str(number)), csrf="s", expires=ends)
        clock.move(2)
    with read(store.database) as connection:
        assert connection.scalar(text("SELECT count(*) FROM sessions")) == 1


def test_nobody_has_no_session(store, clock):
    with pytest.raises(NotFoundError):
        store.people.start_session("eve", sha256=sha256("c"), csrf="s", expires=clock.now())
    with pytest.raises(InvalidInputError):
        store.people.start_session("eve", sha256="the cookie itself", csrf="s", expires=clock.now())


def test_a_deleted_user_is_gone_with_all_sessions(store, ada, clock):
    store.people.start_session("ada", sha256=sha256("c"), csrf="s", expires=clock.now() + timedelta(hours=1))
    store.people.delete_user("ada")
    assert store.people.user("ada") is None
    assert store.people.session(sha256("c")) is None
    with pytest.raises(NotFoundError):
        store.people.delete_user("ada")


def test_a_token_holds_until_it_ends_or_is_revoked(store, clock):
    made = store.people.add_token("ci", sha256=sha256("t"), role="viewer", expires=clock.now() + timedelta(seconds=10))
    store.people.add_token("cd", sha256=sha256("u"), role="admin")
    assert store.people.token(sha256("t")) == made
    assert store.people.token("t") is None
    clock.move(10)
    assert store.people.token(sha256("t")) is None
    assert store.people.token(sha256("u")).name == "cd"
    store.people.revoke_token("cd")
    assert store.people.token(sha256("u")) is None
    assert [(token.name, token.revoked is not None) for token in store.people.tokens()] == [("cd", True), ("ci", False)]
    with pytest.raises(NotFoundError):
        store.people.revoke_token("none")
    with pytest.raises(ConflictError):
        store.people.add_token("ci", sha256=sha256("v"), role="viewer")
    with pytest.raises(InvalidInputError):
        store.people.add_token("plain", sha256="the token itself", role="viewer")


def test_a_contact_can_be_changed_and_deleted(store):
    store.people.set_contact(Contact("acme", "Ada", "ada@example.org"))
    store.people.set_contact(Contact("acme", "Bob", "bob@example.org"))
    assert store.people.contact("acme") == Contact("acme", "Bob", "bob@example.org")
    store.people.delete_contact("acme")
    assert store.people.contact("acme") is None
    store.people.delete_contact("acme")


def test_nothing_of_a_person_enters_the_ledger(store, ada, clock):
    store.people.set_contact(Contact("acme", "Ada", "ada@example.org"))
    store.people.start_session("ada", sha256=sha256("c"), csrf="s", expires=clock.now() + timedelta(hours=1))
    assert store.ledger.find(withdrawn=True) == ()
