"""Calls that are tried reach the gateway that the names mean, and nothing else; what comes back acts on nobody."""

from __future__ import annotations

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.server import relay
from apiyard.server.relay import Way
from tests.portal.gateway import gateway
from tests.portal.shop import ENVIRONMENTS

TRY = "/portal/try/staging/orders@1.1.0"


def port_of(yard, environment):
    return int(yard.parts.store.intents.get("environment", environment).body["gateway"]["port"])


@pytest.fixture
def staging(full_yard):
    with gateway(port_of(full_yard, ENVIRONMENTS[0])) as server:
        yield server


@pytest.fixture(scope="module")
def ada(full_yard):
    with full_yard.signed_in() as client:
        yield client


def test_a_call_goes_through_with_its_key_and_without_the_session(ada, staging):
    answer = ada.post(
        f"{TRY}/orders/a%2Fb?limit=1&q=%20x",
        json={"customer": "cus_ab12"},
        headers={
            "authorization": "Bearer ay_key",
            "x-own": "kept",
            "x-forwarded-for": "1.2.3.4",
            "connection": "keep-alive, x-hop",
            "x-hop": "1",
            "origin": str(ada.base_url).rstrip("/"),
            "api-version": "9.9.9",
        },
    )
    assert (answer.status_code, answer.json()["here"]) == (200, "a real answer")
    method, path, headers, body = staging.seen[-1]
    given = dict(headers)
    assert (method, path, body) == ("POST", "/sales/orders/a%2Fb?limit=1&q=%20x", b'{"customer":"cus_ab12"}')
    assert given["authorization"] == "Bearer ay_key"
    assert given["x-own"] == "kept"
    assert [value for name, value in headers if name == "api-version"] == ["1.1.0"]
    assert not {"cookie", "x-csrf-token", "x-forwarded-for", "origin", "referer", "x-hop"} & set(given)


def test_only_the_sessions_own_pages_can_call(ada, full_yard, staging):
    for method in ("GET", "POST"):
        assert ada.request(method, f"{TRY}/orders", headers={"x-csrf-token": "guess"}).status_code == 403
    with full_yard.client() as client:
        assert client.get(f"{TRY}/orders", headers={"x-csrf-token": "guess"}).status_code == 401
    assert staging.seen == []


@pytest.mark.parametrize(
    "way",
    [
        *("nowhere/orders@1.1.0", "staging/orders@9.9.9", "staging/none@1.1.0", "production/payments@1.0.0"),
        *("staging/orders", "staging/orders@x", "127.0.0.1:80/orders@1.1.0", "http:%2F%2Fevil.example/orders@1.1.0"),
    ],
)
def test_a_target_is_a_name_that_is_deployed(ada, staging, way):
    assert ada.get(f"/portal/try/{way}/orders").status_code in {400, 404}
    assert staging.seen == []


@pytest.mark.parametrize(
    "rest", ["/%2e%2e/x", "/a/%2E%2E/%2e%2e/admin", "/..%2fx", "/%252e%252e/x", "/a%0d%0ab", "/..%5cx"]
)
def test_a_path_stays_within_its_api(rest):
    way = Way("127.0.0.1", 1, "/sales", "1.0.0", "/portal/try/staging/orders@1.0.0")
    with pytest.raises(InvalidInputError):
        way.target(way.prefix + rest, "")


def test_an_answer_does_nothing_to_the_portal(ada, staging):
    staging.answers["/sales/page"] = (
        200,
        {
            "content-type": "text/html",
            "set-cookie": "apiyard_session=stolen; Path=/",
            "access-control-allow-origin": "*",
            "service-worker-allowed": "/",
            "content-security-policy": "default-src *",
            "clear-site-data": '"*"',
            "www-authenticate": 'Basic realm="x"',
            "refresh": "0; url=https://evil.example",
            "x-ratelimit-limit": "10",
        },
        b"<script>alert(1)</script>",
    )
    answer = ada.get(f"{TRY}/page")
    assert answer.headers["x-ratelimit-limit"] == "10"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    gone = {"set-cookie", "access-control-allow-origin", "service-worker-allowed", "clear-site-data", "refresh"}
    assert not (gone | {"www-authenticate"}) & set(answer.headers)


def test_places_stay_on_the_way_or_are_only_shown(ada, staging):
    staging.answers["/sales/moved"] = (302, {"location": "/sales/orders"}, b"")
    staging.answers["/sales/away"] = (302, {"location": "https://evil.example/"}, b"")
    staging.answers["/sales/made"] = (201, {"location": "orders/ord_1"}, {})
    assert ada.get(f"{TRY}/moved").headers["location"] == f"{TRY}/orders"
    away = ada.get(f"{TRY}/away")
    assert (away.headers["x-location"], "location" in away.headers) == ("https://evil.example/", False)
    assert ada.post(f"{TRY}/made").headers["location"] == "orders/ord_1"


def test_bodies_are_bounded(ada, staging, monkeypatch):
    monkeypatch.setattr(relay, "MAX_REQUEST", 1000)
    assert ada.post(f"{TRY}/orders", content=b"x" * 1001).status_code == 413
    assert staging.seen == []
    monkeypatch.setattr(relay, "MAX_ANSWER", 1000)
    staging.answers["/sales/big"] = (200, {}, b"x" * 300_000)
    staging.answers["/sales/endless"] = (200, {"transfer-encoding": "chunked"}, chunked(b"x" * 300_000))
    for path in ("big", "endless"):
        answer = ada.get(f"{TRY}/{path}")
        assert (answer.status_code, answer.json()["code"]) == (503, "answer-too-large")


def test_an_answer_without_a_length_comes_whole(ada, staging):
    staging.answers["/sales/some"] = (200, {"transfer-encoding": "chunked"}, chunked(b"whole"))
    assert ada.get(f"{TRY}/some").content == b"whole"
    staging.answers["/sales/none"] = (204, {}, b"")
    assert ada.delete(f"{TRY}/none").status_code == 204
    assert ada.head(f"{TRY}/orders").content == b""


def chunked(data):
    return f"{len(data):x}\r\n".encode() + data + b"\r\n0\r\n\r\n"


def test_a_gateway_that_is_down_is_told(ada):
    answer = ada.get(f"{TRY}/orders")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
