"""Requests that no honest client sends are refused in words, never by an error of our own."""

from __future__ import annotations

import pytest

from tests.server.conftest import HOST


@pytest.mark.parametrize(
    "origin",
    [
        "http://[",
        "null",
        "",
        f"http://{HOST}.evil.example",
        f"http://evil.example@{HOST}",
        f"http://{HOST}@evil.example",
        f"chrome-extension://{HOST}",
        f"http://{HOST}/page",
        HOST,
    ],
)
def test_a_strange_origin_is_refused(web, origin):
    answer = web.client("admin", origin=origin).post("/api/plan", json={"intents": {}})
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong-origin")


def test_the_own_origin_is_not(web):
    for origin in (f"http://{HOST}", f"https://{HOST}", f"HTTP://{HOST}"):
        assert web.client("admin", origin=origin).post("/api/plan", json={}).json()["code"] == "invalid-input"


def test_two_hosts_are_refused(web):
    for hosts in (["evil.example", HOST], [HOST, "evil.example"], [HOST, HOST]):
        headers = [*(("host", each) for each in hosts)]
        answer = web.client("admin").get("/api/status", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "wrong-host")


@pytest.mark.parametrize(
    "host", ["", "127.0.0.1", "localhost.:8123", "evil@127.0.0.1:8123", "2130706433:8123", "[::]:8123"]
)
def test_another_host_is_refused(web, host):
    assert web.client("admin", host=host).get("/api/status").status_code == 403


def test_a_number_beyond_the_database_is_no_fault(web):
    answer = web.client("viewer").get("/api/ledger", params={"after": 10**30})
    assert (answer.status_code, answer.json()) == (200, {"facts": []})


@pytest.mark.parametrize("words", ["' OR 1=1 --", "%", "notes'; DROP TABLE facts; --", "\x00", "a" * 5000])
def test_words_of_a_filter_stay_words(web, words):
    answer = web.client("viewer").get("/api/ledger", params={"api": words, "version": words, "environment": words})
    assert answer.status_code in {200, 400}
    assert not answer.json().get("facts")


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_deep_json_is_refused_in_words(web, depth):
    body = b'{"intents":' + b"[" * depth + b"]" * depth + b"}"
    answer = web.client("admin").post("/api/plan", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/api/plan", "/api/apply"])
@pytest.mark.parametrize(
    "intents", [{"product/x": {}}, {"environment/x": {}}, {"consumer/x": 3}, {"gates/release": {"a": 1}}]
)
def test_intents_of_another_form_are_told_not_died_of(web, path, intents):
    answer = web.client("admin").post(path, json={"intents": intents})
    assert answer.status_code in {400, 503}, answer.text
    assert "Traceback" not in answer.text
