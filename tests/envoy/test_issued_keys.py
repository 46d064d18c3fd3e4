"""What the access room issues, rotates, revokes and overrides is what a real Envoy lets in and keeps out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from apiyard.access.key_intent import key_intent_body, override, plan_overrides, revoke, revoked_keys
from apiyard.access.keys import issue, verify
from apiyard.access.leak import find_leaks
from apiyard.access.signing_keys import open_ring
from apiyard.core.clock import ManualClock, SystemClock
from apiyard.core.errors import UnauthenticatedError
from tests.envoy.stage import api, version

pytestmark = pytest.mark.envoy
CLOCK = SystemClock()


@pytest.fixture
def ring(short_tmp):
    return open_ring(short_tmp / "keys", purpose="consumers", clock=CLOCK)


def issued(ring, clock=CLOCK, lifetime=timedelta(hours=1), **fields):
    wanted = {"consumer": "acme", "application": "shop", "plan": "gold", "environment": "staging"}
    return issue(**(wanted | fields), lifetime=lifetime, clock=clock, ring=ring)


def offline(key, ring):
    """Say whether the room itself lets a key in."""
    try:
        verify(key.text, ring.public_jwks(), audience="staging", clock=CLOCK)
    except UnauthenticatedError:
        return False
    return True


def test_envoy_and_the_room_give_the_same_verdict(stage, ring, short_tmp):
    shop = api("shop", version("1.0.0", stage.service("one")))
    stage.apply(shop, jwks=ring.public_jwks())
    before = ManualClock(CLOCK.now() - timedelta(hours=2))
    stranger = open_ring(short_tmp / "other", purpose="consumers", clock=CLOCK)
    good = issued(ring)
    keys = {
        "good": good,
        "ended": issued(ring, before),
        "elsewhere": issued(ring, environment="production"),
        "stranger": issued(stranger),
        "cut": replace(good, text=good.text[:-4]),
    }
    told = {name: stage.call("/shop/things", key=key.text).status for name, key in keys.items()}
    assert {name: status == 200 for name, status in told.items()} == {
        name: offline(key, ring) for name, key in keys.items()
    }
    assert told == {"good": 200, "ended": 401, "elsewhere": 403, "stranger": 401, "cut": 401}


def test_the_service_learns_who_calls_and_never_the_key(stage, ring):
    service = stage.service("one")
    key = issued(ring, consumer="acme", application="shop")
    stage.apply(api("shop", version("1.0.0", service)), jwks=ring.public_jwks())
    answer = stage.call("/shop/things", key=key.text)
    assert answer.json["headers"]["x-consumer"] == "acme"
    signature = key.text.split(".")[2]
    shown = [answer.body, stage.admin("/config_dump"), stage.log()]
    for text in shown:
        assert find_leaks(text, {"key": key.text, "signature": signature}) == ()


def test_a_rotation_refuses_no_key_at_any_step(stage, ring):
    shop = api("shop", version("1.0.0", stage.service("one")))
    old = issued(ring)
    former = ring.key_id
    stage.apply(shop, jwks=ring.public_jwks())
    ring.prepare(CLOCK)
    assert stage.call("/shop/things", key=issued(ring).text).status == 200
    stage.apply(shop, jwks=ring.public_jwks())
    ring.rotate(CLOCK)
    new = issued(ring)
    assert new.claims.kid != old.claims.kid
    assert {stage.call("/shop/things", key=key.text).status for key in (old, new)} == {200}
    ring.retire(former)
    stage.apply(shop, jwks=ring.public_jwks())
    assert stage.call("/shop/things", key=old.text).status == 401
    assert stage.call("/shop/things", key=new.text).status == 200


def test_revoked_and_overridden_keys_take_effect(stage, ring):
    shop = api("shop", version("1.0.0", stage.service("one")))
    kept, gone, moved = issued(ring), issued(ring), issued(ring)
    bodies = {key.jti: key_intent_body(key) for key in (kept, gone, moved)}
    bodies[gone.jti] = revoke(bodies[gone.jti], CLOCK.now())
    bodies[moved.jti] = override(bodies[moved.jti], "tiny")
    lists = {
        "revoked": revoked_keys(bodies, "staging", CLOCK.now()),
        "overrides": plan_overrides(bodies, "staging", CLOCK.now()),
    }
    stage.apply(shop, jwks=ring.public_jwks(), **lists)
    assert stage.call("/shop/things", key=gone.text).status == 403
    assert stage.call("/shop/things", key=kept.text).status == 200
    answer = stage.call("/shop/things", key=moved.text)
    assert answer.status == 200
    assert answer.json["headers"]["x-consumer-plan"] == "tiny"
