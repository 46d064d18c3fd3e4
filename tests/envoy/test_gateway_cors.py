"""A browser's page may call when its origin is named, on a real Envoy."""

from __future__ import annotations

import pytest

from tests.envoy.stage import api, version

pytestmark = pytest.mark.envoy
PORTAL = "http://127.0.0.1:9999"
PREFLIGHT = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}


def test_a_named_origin_may_ask_and_reads_refusals_too(stage):
    service = stage.service("one")
    stage.apply(api("shop", version("1.0.0", service), policies={"cors": {"origins": [PORTAL]}}))
    answer = stage.call("/shop/things/7", "OPTIONS", key=None, headers={"origin": PORTAL, **PREFLIGHT})
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == PORTAL
    assert "authorization" in answer.headers["access-control-allow-headers"]
    assert service.asked == 0
    for path, key, status in (("/shop/things", "", 200), ("/shop/things", None, 401)):
        got = stage.call(path, key=key, headers={"origin": PORTAL})
        assert got.status == status
        assert got.headers["access-control-allow-origin"] == PORTAL
        assert "x-request-id" in got.headers["access-control-expose-headers"]


def test_another_origin_and_an_api_without_the_policy_get_nothing(stage):
    service = stage.service("one")
    one = api("shop", version("1.0.0", service), policies={"cors": {"origins": [PORTAL]}})
    stage.apply(one, api("shut", version("1.0.0", service)))
    for path, origin in (("/shop/things", "http://evil.example"), ("/shop/things", "null"), ("/shut/things", PORTAL)):
        answer = stage.call(path, "OPTIONS", key=None, headers={"origin": origin, **PREFLIGHT})
        assert answer.status == 401
        assert "access-control-allow-origin" not in answer.headers
        assert "access-control-allow-origin" not in stage.call(path, headers={"origin": origin}).headers
