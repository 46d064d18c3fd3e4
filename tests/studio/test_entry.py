"""Only who has the printed link comes in, and only from the studio's own page."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import httpx
import pytest


def test_the_printed_link_lets_one_browser_in_once(studio_of, tmp_path):
    studio = studio_of(tmp_path)
    with studio.client(inside=False) as first, studio.client(inside=False) as second:
        entered = first.get(studio.opened.url)
        assert entered.status_code == 200
        cookie = entered.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert first.get("/api/state").status_code == 200
        assert second.get(studio.opened.url).status_code == 401
        assert second.get("/api/state").status_code == 401
        later = first.post("/api/link").json()["path"]
        assert second.get(later).status_code == 200
        assert second.get("/api/state").status_code == 200


def test_a_later_link_ends_by_itself(studio, client):
    path = client.post("/api/link").json()["path"]
    studio.clock.move(601)
    with studio.client(inside=False) as other:
        assert other.get(path).status_code == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/state"),
        ("GET", "/api/events"),
        ("GET", "/api/feedback"),
        ("GET", "/api/files/openapi.yaml"),
        ("PUT", "/api/files/openapi.yaml"),
        ("POST", "/api/look"),
        ("POST", "/api/edit"),
        ("POST", "/api/fix"),
        ("POST", "/api/call"),
        ("POST", "/api/new"),
        ("POST", "/api/link"),
        ("POST", "/api/shares"),
        ("DELETE", "/api/shares/x"),
        ("PATCH", "/api/comments/x"),
        ("DELETE", "/api/comments/x"),
    ],
)
def test_nothing_is_told_to_strangers(studio, method, path):
    with studio.client(inside=False) as stranger:
        answer = stranger.request(method, path, json={} if method != "GET" else None)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        stranger.cookies.set(f"apiyard_studio_{urlsplit(studio.url).port}", "guessed")
        assert stranger.request(method, path).status_code == 401


def test_without_the_link_the_page_says_what_to_do(studio):
    answer = httpx.get(studio.url)
    assert answer.status_code == 401
    assert "link" in answer.text


def test_another_host_name_is_refused(studio, client):
    for host in ("evil.example", "127.0.0.1", "127.0.0.1:1", ""):
        assert client.get("/api/state", headers={"host": host}).status_code in {400, 421}
    port = urlsplit(studio.url).port
    assert client.get("/api/state", headers={"host": f"localhost:{port}"}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", ""])
def test_another_origin_is_refused(client, origin):
    assert client.post("/api/link", headers={"origin": origin}).status_code == 403
    assert client.get("/api/state", headers={"origin": origin}).status_code == 403


def test_what_changes_something_must_say_its_origin(studio, client):
    plain = httpx.Client(base_url=studio.url, cookies=client.cookies)
    assert plain.post("/api/link").status_code == 403
    assert plain.get("/api/state").status_code == 200
    assert plain.get("/api/state", headers={"sec-fetch-site": "same-site"}).status_code == 403
    assert plain.get("/api/events", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_pages_run_only_their_own_scripts(studio, client):
    policy = client.get("/").headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    framed = httpx.get(f"{studio.url}/preview").headers["content-security-policy"]
    assert "sandbox allow-scripts" in framed
    assert "script-src 'self';" in framed
    assert "unsafe-eval" not in framed
    assert "<script>" not in client.get("/").text


def test_large_and_endless_requests_are_refused(client):
    caller = http.client.HTTPConnection(urlsplit(str(client.base_url)).netloc, timeout=30)
    caller.putrequest("POST", "/api/look")
    for name, value in {"origin": client.headers["origin"], "content-length": "999999999"}.items():
        caller.putheader(name, value)
    caller.endheaders()
    assert caller.getresponse().status == 413
    caller.close()
    assert client.post("/api/look", content=iter([b"{}"])).status_code == 413
    assert client.post("/api/look", content=b"[]").status_code == 400
    assert client.post("/api/look", content=b"{").status_code == 400
    assert client.post("/api/look", json={"page": "x", "number": 1, "texts": {"a": 1}}).status_code == 400
    assert client.post("/api/look", json={"page": "x", "texts": {}}).status_code == 400


def test_static_files_are_only_those_that_are_listed(studio):
    assert httpx.get(f"{studio.url}/static/studio.js").status_code == 200
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/frontend.lock.json", "/static//etc/passwd"):
        assert httpx.get(studio.url + path).status_code == 404
