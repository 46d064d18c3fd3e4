"""People sign in with their password; they and contacts of consumers can be forgotten, and no fact names them."""

from __future__ import annotations

import json

import pytest

PASSWORD = "a long enough phrase"


def _sign_in(web, name: str, password: str) -> int:
    form = {"name": name, "password": password, "next": "/portal"}
    origin = str(web.client().base_url).rstrip("/")
    return web.client(origin=origin).post("/sign-in", data=form).status_code


def test_a_person_signs_in_until_they_are_removed(web):
    admin = web.client("admin")
    made = admin.post(
        "/api/people", json={"name": "grace", "role": "viewer", "password": PASSWORD, "contact": "room 7"}
    )
    assert made.status_code == 200, made.text
    assert PASSWORD not in made.text
    assert "hash" not in made.text
    assert _sign_in(web, "grace", "another long phrase") == 401
    assert _sign_in(web, "grace", PASSWORD) == 303
    assert "grace" in {each["name"] for each in admin.get("/api/people").json()["people"]}
    assert admin.delete("/api/people/grace").status_code == 200
    assert _sign_in(web, "grace", PASSWORD) == 401
    assert admin.delete("/api/people/grace").status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "x", "password": "short"}, 400),
        ({"name": "x", "password": PASSWORD, "role": "king"}, 400),
        ({"name": "no spaces, please", "password": PASSWORD}, 400),
        ({"name": "x", "password": PASSWORD, "more": 1}, 400),
    ],
)
def test_a_wrong_person_is_refused(web, body, status):
    answer = web.client("admin").post("/api/people", json=body)
    assert answer.status_code == status, answer.text
    assert PASSWORD not in answer.text


def test_nobody_removes_themself(web):
    browser = web.browser(x_csrf_token="the-secret-of-the-forms-of-this-session")
    assert browser.delete("/api/people/ada").status_code == 400


def test_a_contact_is_kept_outside_the_ledger_and_forgotten(web):
    admin = web.client("admin")
    unknown = admin.put("/api/consumers/nobody/contact", json={"name": "N", "email": "n@example.com"})
    assert unknown.status_code == 400
    assert admin.get("/api/consumers/nobody/contact").status_code == 404
    parts = web.app.state.parts
    from apiyard.store.intents import ANY, Change

    parts.store.intents.commit([Change("consumer", "acme", {"plan": "free", "applications": ["web"]}, ANY)])
    kept = admin.put("/api/consumers/acme/contact", json={"name": "Ann Acme", "email": "ann@acme.example"})
    assert kept.status_code == 200, kept.text
    assert admin.get("/api/consumers/acme/contact").json()["email"] == "ann@acme.example"
    facts = json.dumps(admin.get("/api/ledger", params={"limit": 1000}).json())
    assert "ann@acme.example" not in facts
    assert "Ann Acme" not in facts
    assert admin.delete("/api/consumers/acme/contact").status_code == 200
    assert admin.get("/api/consumers/acme/contact").status_code == 404
