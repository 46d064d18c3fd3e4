"""Only people get in: by a password, slowly when they guess, or by a link that works once."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest

from apiyard.core.evidence import EvidenceKind
from apiyard.portal.page import pages
from apiyard.server.attempts import FOR_ALL, FOR_ONE, WINDOW_SECONDS, Attempts
from apiyard.server.html import own_place
from apiyard.server.identity import sha256
from apiyard.server.tickets import MAX_SECONDS, Tickets
from tests.portal.yard import PASSWORD, TOKEN

INSIDE = [
    *(page.path.replace("{api}", "orders").replace("{id}", "x") for page in pages().values()),
    *("/portal/ledger/chain", "/portal/apis/orders/reference/settings.json", "/portal/events"),
    "/portal/try/staging/orders@1.1.0/orders",
]


@pytest.mark.parametrize("path", INSIDE)
def test_nobody_sees_anything(full_yard, path):
    with full_yard.client() as client:
        answer = client.get(path)
        assert answer.status_code in {303, 401}
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/sign-in")
        # A program's token opens the HTTP API, not the pages.
        assert client.get(path, headers={"authorization": f"Bearer {TOKEN}"}).status_code in {303, 401}


def test_a_part_of_a_page_sends_the_browser_to_the_sign_in(full_yard):
    with full_yard.client() as client:
        answer = client.get("/portal", headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in")


def test_a_password_opens_a_session_whose_cookie_scripts_and_other_sites_do_not_get(full_yard):
    with full_yard.client() as client:
        fields = {"name": "ada", "password": PASSWORD, "next": "/portal/ledger?api=orders"}
        answer = client.post("/sign-in", data=fields, headers={"origin": full_yard.url})
        assert (answer.status_code, answer.headers["location"]) == (303, "/portal/ledger?api=orders")
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert client.get("/portal").status_code == 200
        kept = client.cookies["apiyard_session"]
    assert full_yard.parts.store.people.session(kept) is None, "the store has the hash, never the cookie"
    fact = full_yard.parts.store.ledger.find(kinds=(EvidenceKind.SIGN_IN,), limit=1)[0]
    assert fact.evidence.by == "user:ada"


def test_sign_out_ends_the_session_and_needs_its_secret(full_yard):
    with full_yard.signed_in() as client:
        csrf = client.headers["x-csrf-token"]
        token = client.cookies["apiyard_session"]
        assert client.post("/sign-out", data={"csrf": "wrong"}).status_code == 403
        assert client.get("/portal").status_code == 200
        assert client.post("/sign-out", data={"csrf": csrf}).status_code == 303
    assert full_yard.parts.store.people.session(sha256(token)) is None


def test_a_form_of_another_site_is_refused(full_yard):
    with full_yard.client() as client:
        fields = {"name": "ada", "password": PASSWORD}
        for origin in ("https://evil.example", "null"):
            assert client.post("/sign-in", data=fields, headers={"origin": origin}).status_code == 403


def test_guessing_is_slowed_and_told(empty_yard):
    with empty_yard.client() as client:
        for _ in range(FOR_ONE):
            answer = client.post("/sign-in", data={"name": "ada", "password": "a wrong one, really"})
            assert answer.status_code == 401
            assert "wrong" in answer.text
        answer = client.post("/sign-in", data={"name": "ada", "password": PASSWORD})
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= WINDOW_SECONDS + 1
        assert client.post("/sign-in", data={"name": "vera", "password": PASSWORD}).status_code == 303
    told = empty_yard.parts.store.ledger.find(kinds=(EvidenceKind.SIGN_IN,))
    assert [fact.evidence.verdict for fact in told] == ["pass", "warn"]
    assert "ada" not in str(told[1])


def test_an_unknown_name_is_told_like_a_wrong_password(empty_yard):
    with empty_yard.client() as client:
        texts = {
            client.post("/sign-in", data={"name": name, "password": "a wrong one, really"}).text.replace(name, "")
            for name in ("ada", "nobody-here")
        }
    assert len(texts) == 1


def test_a_name_is_shown_as_text(empty_yard):
    with empty_yard.client() as client:
        answer = client.post("/sign-in", data={"name": '"><script>alert(1)</script>', "password": "x"})
    assert "<script>alert" not in answer.text


def test_a_long_form_is_refused(empty_yard):
    with empty_yard.client() as client:
        assert client.post("/sign-in", data={"name": "ada", "password": "x" * 40_000}).status_code == 413


def ticket(yard, **asked):
    with yard.client(headers={"authorization": f"Bearer {TOKEN}"}) as client:
        return client.post("/api/sign-in-tickets", json=asked)


def test_a_link_signs_in_once(empty_yard):
    url = ticket(empty_yard).json()["url"]
    assert url.startswith(f"{empty_yard.url}/sign-in?ticket=")
    with empty_yard.client() as client:
        answer = client.get(url)
        assert answer.status_code == 200
        assert parse_qs(urlsplit(url).query)["ticket"][0] not in answer.text
        assert 'content="no-referrer"' in answer.text
        assert client.get("/portal").status_code == 200
    with empty_yard.client() as client:
        assert client.get(url).status_code == 403
        assert client.get("/portal").status_code == 303


def test_a_link_is_made_by_an_administrators_token_only(empty_yard):
    with empty_yard.client() as client:
        assert client.post("/api/sign-in-tickets", json={}).status_code == 401
    with empty_yard.signed_in() as client:
        assert client.post("/api/sign-in-tickets", json={}).status_code == 403
    empty_yard.parts.store.people.add_token("reader", sha256=sha256("ayt_reader"), role="viewer")
    with empty_yard.client(headers={"authorization": "Bearer ayt_reader"}) as client:
        assert client.post("/api/sign-in-tickets", json={}).status_code == 403
    assert ticket(empty_yard, user="nobody-here").status_code == 404
    assert ticket(empty_yard, seconds=MAX_SECONDS + 1).status_code == 400


def test_a_ticket_ends():
    tickets, now = Tickets(), time.monotonic()
    text = tickets.issue("ada", now, seconds=10_000).reveal()
    assert tickets.redeem(text, now + MAX_SECONDS) is None
    text = tickets.issue("ada", now).reveal()
    assert tickets.redeem(text, now + 1) == "ada"
    assert tickets.redeem(text, now + 1) is None
    assert text not in str(tickets.kept)


def test_tickets_and_attempts_are_bounded():
    tickets, attempts = Tickets(), Attempts()
    for number in range(3_000):
        tickets.issue("ada", 0.0)
        attempts.fail(f"name-{number}", float(number))
    assert len(tickets.kept) <= 100
    assert len(attempts.failed) <= 1_001


def test_many_names_together_wait_too():
    attempts = Attempts()
    for number in range(FOR_ALL):
        attempts.fail(f"name-{number}", 100.0)
    assert attempts.wait_seconds("somebody-else", 101.0) == WINDOW_SECONDS - 1
    assert attempts.wait_seconds("somebody-else", 101.0 + WINDOW_SECONDS) == 0


@pytest.mark.parametrize(
    "place",
    [
        *("https://evil.example/portal", "//evil.example/portal", "/\\evil.example", "/api/keys", "/sign-out", ""),
        *("/portal/try/staging/orders@1.0.0/x", "javascript:alert(1)", "/portal\r\nset-cookie: a=b", "/portalx"),
    ],
)
def test_the_way_on_leads_to_a_page_only(place):
    assert own_place(place) == "/portal"
