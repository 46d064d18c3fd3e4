"""What a real Envoy writes about a call: who and what, but no key."""

from __future__ import annotations

import pytest

from tests.envoy.stage import api, eventually, version

pytestmark = pytest.mark.envoy


def _entry(stage, answer):
    """The record of an answer, waited for."""

    def found():
        entries = [entry for message in stage.records for entry in message.http_logs.log_entry]
        return next((one for one in entries if one.request.request_id == answer.headers["x-request-id"]), None)

    return eventually(found)


def test_a_record_names_caller_and_operation(stage):
    stage.apply(api("shop", version("1.0.0", stage.service("one"))))
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    answer = stage.call("/shop/things/7", headers={"traceparent": trace})
    entry = _entry(stage, answer)
    assert dict(entry.common_properties.custom_tags) == {
        "api": "shop",
        "operation": "getThing",
        "deployment": "dep-1.0.0",
        "consumer": "acme",
        "application": "shop",
        "plan": "gold",
        "trace_id": trace,
    }
    assert entry.common_properties.upstream_cluster == "shop@1.0.0/staging"
    assert entry.response.response_code.value == 200
    assert not entry.common_properties.metadata.filter_metadata


def test_a_refused_call_is_recorded_too_and_no_record_holds_a_key(stage):
    stage.apply(api("shop", version("1.0.0", stage.service("one"))), revoked=("leaked",))
    key = stage.signer.sign(jti="leaked")
    refused = _entry(stage, stage.call("/shop/things", key=key))
    assert refused.response.response_code.value == 403
    assert refused.common_properties.custom_tags["api"] == "shop"
    assert refused.common_properties.custom_tags["consumer"] == "acme"
    unknown = _entry(stage, stage.call("/shop/things", key=None, headers={"x-consumer": "evil"}))
    assert unknown.response.response_code.value == 401
    assert not unknown.common_properties.custom_tags["consumer"]
    not_allowed = _entry(stage, stage.call("/shop/things", "DELETE"))
    assert not_allowed.common_properties.custom_tags["api"] == "shop"
    every = b"".join(message.SerializeToString() for message in stage.records)
    assert b"ay_" not in every
    assert key.partition(".")[2].encode() not in every


def test_the_series_of_the_admin_stay_bounded_and_the_sockets_are_the_owners_only(stage):
    service = stage.service("one")
    stage.apply(*(api(f"api-{number}", version("1.0.0", service)) for number in range(5)))
    for number in range(5):
        stage.call(f"/api-{number}/things/{number}", key=stage.signer.sign(sub=f"c{number}"))
    names = [line.partition(b":")[0].decode() for line in stage.admin("/stats").splitlines()]
    assert not [name for name in names if "c1" in name.split(".") or "/things" in name or "vhost" in name]
    assert len([name for name in names if name.startswith("cluster.api-1@")]) <= 20
    assert stage.sockets.admin.stat().st_mode & 0o777 == 0o600
