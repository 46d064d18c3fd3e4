"""Limits of plans on a real Envoy: per consumer, over all workers, and not refilled by a push."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from apiyard.core.names import PlanName
from apiyard.gateway.intent import PlanLimit, Route
from tests.envoy.stage import ROUTES, api, version

pytestmark = pytest.mark.envoy


def test_request_n_plus_1_is_429_for_that_consumer_only_over_all_workers(stage):
    stage.apply(api("shop", version("1.0.0", stage.service("one"))))
    key = stage.signer.sign(sub="acme", plan="tiny")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: stage.call("/shop/things", key=key), range(24)))
    assert sorted(answer.status for answer in answers) == [200] * 3 + [429] * 21
    last = stage.call("/shop/things", key=key)
    assert last.headers["content-type"] == "application/problem+json"
    assert last.json["code"] == "rate-limited"
    assert last.headers["x-ratelimit-limit"] == "3"
    assert last.headers["x-ratelimit-remaining"] == "0"
    assert 0 < int(last.headers["x-ratelimit-reset"]) <= int(last.headers["retry-after"]) == 200
    assert stage.call("/shop/things", key=stage.signer.sign(sub="acme", plan="tiny", jti="key-2")).status == 429
    other = stage.call("/shop/things", key=stage.signer.sign(sub="other", plan="tiny"))
    assert other.status == 200
    assert other.headers["x-ratelimit-remaining"] == "2"
    assert "retry-after" not in other.headers


def test_a_push_of_routes_lists_or_keys_does_not_refill_buckets(stage):
    service = stage.service("one")
    stage.apply(api("shop", version("1.0.0", service)))
    key = stage.signer.sign(sub="acme", plan="tiny")
    for _ in range(3):
        assert stage.call("/shop/things", key=key).status == 200
    assert stage.call("/shop/things", key=key).status == 429
    more = (*ROUTES, Route("other", "get", "/other"))
    stage.apply(
        api("shop", version("1.0.0", service, routes=more)),
        api("second", version("1.0.0", service)),
        revoked=("a",),
        overrides={"b": PlanName("gold")},
    )
    assert stage.call("/shop/other").status == 200
    assert stage.call("/shop/things", key=key).status == 429
    assert stage.call("/second/things", key=key).status == 429


def test_an_override_decides_the_plan_that_counts_and_the_service_sees(stage):
    shop = api("shop", version("1.0.0", stage.service("one")))
    stage.apply(shop, overrides={"key-2": PlanName("tiny"), "key-3": PlanName("gold"), "key-4": PlanName("gone")})
    same = stage.call("/shop/things", headers={"x-apiyard-key": "key-2"})
    assert same.json["headers"]["x-consumer-plan"] == "gold"
    slower = stage.signer.sign(sub="b", jti="key-2")
    answer = stage.call("/shop/things", key=slower, headers={"x-consumer-plan": "gold"})
    assert answer.json["headers"]["x-consumer-plan"] == "tiny"
    assert answer.headers["x-ratelimit-limit"] == "3"
    assert [stage.call("/shop/things", key=slower).status for _ in range(3)] == [200, 200, 429]
    faster = stage.call("/shop/things", key=stage.signer.sign(sub="c", jti="key-3", plan="tiny"))
    assert faster.headers["x-ratelimit-limit"] == "1000"
    assert stage.call("/shop/things", key=stage.signer.sign(jti="key-3", plan="platinum")).status == 200
    assert stage.call("/shop/things", key=stage.signer.sign(jti="key-4")).status == 403
    stage.apply(shop)
    assert stage.call("/shop/things", key=slower).headers["x-ratelimit-limit"] == "1000"


def test_an_address_is_bounded_before_keys_are_looked_at(stage):
    limit = PlanLimit(PlanName("address"), 5, 600)
    stage.apply(api("shop", version("1.0.0", stage.service("one"))), ip_limit=limit)
    statuses = [stage.call("/shop/things", key="ay_bad").status for _ in range(7)]
    assert statuses == [401] * 5 + [429] * 2
    answer = stage.call("/shop/things", headers={"x-forwarded-for": "10.1.2.3"})
    assert answer.status == 429
    assert answer.json["code"] == "rate-limited"
    assert answer.headers["retry-after"] == "120"
    assert not [name for name, value in answer.headers.items() if not value]


def test_hundreds_of_plans_are_known_and_each_tells_its_own_wait(stage):
    """Neither the expression of the known plans nor that of their waits may meet a bound of Envoy's."""
    plans = tuple(PlanLimit(PlanName(f"plan-of-customer-{number}"), 1, 1_000 + number) for number in range(500))
    stage.apply(api("shop", version("1.0.0", stage.service("one"))), plans=plans)
    key = stage.signer.sign(plan="plan-of-customer-377")
    assert stage.call("/shop/things", key=key).status == 200
    limited = stage.call("/shop/things", key=key)
    assert limited.status == 429
    assert limited.headers["retry-after"] == "1377"
    for unknown in ("plan-of-customer-500", "plan-of-customer", "plan-of-customer-3777"):
        assert stage.call("/shop/things", key=stage.signer.sign(plan=unknown)).status == 403
