"""Pushes to a real Envoy: nothing is lost, nothing is sent twice, and one bad object stops no other."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from envoy.config.cluster.v3 import cluster_pb2

from apiyard.gateway.delta import Nack
from apiyard.gateway.intent import Route
from apiyard.gateway.snapshot import CLUSTER, ENDPOINTS, ROUTES, resource, snapshot
from tests.conftest import free_port
from tests.envoy.stage import NODE, api, eventually, staged, version
from tests.envoy.stage import ROUTES as SHOP

pytestmark = pytest.mark.envoy


class Failures(list):
    """Answers that should not have been."""


def _replaced(whole, type_url, name, body, owner=""):
    """The snapshot with the body of one resource put in the place of another one."""
    kept = [
        (kind, one)
        for kind, by_name in whole.resources.items()
        for one in by_name.values()
        if (kind, one.name) != (type_url, name)
    ]
    return snapshot([*kept, (type_url, resource(name, body, owner=owner))])


def _steady(stage, path, stop, failures):
    """Call again and again on one connection after the other until told to stop."""
    while not stop.is_set():
        answer = stage.call(path)
        if answer.status != 200:
            failures.append((answer.status, answer.body, answer.headers))


def _clusters(stage) -> set[str]:
    lines = stage.admin("/clusters").decode().splitlines()
    return {line.partition("::")[0] for line in lines if "@" in line}


def test_a_rejected_api_is_named_keeps_its_former_form_and_the_rest_goes_on(stage):
    service = stage.service("one")
    shop, other = api("shop", version("1.0.0", service)), api("other", version("1.0.0", service))
    stage.apply(shop, other)
    more = version("1.0.0", service, routes=(*SHOP, Route("new", "get", "/new")))
    good = stage.compile(stage.intent(api("shop", more), api("other", more), api("third", more)))
    body = good.of(ROUTES)["shop"].body.replace(b"/shop/things/[^/]+", b"/shop/things/[^/)+")
    bad = _replaced(good, ROUTES, "shop", body, "shop")
    applied = stage.put(bad)
    assert applied.effective, (applied, stage.log())
    assert [(nack.type_url, nack.names, nack.owner) for nack in applied.nacks] == [(ROUTES, ("shop",), "shop")]
    assert "[^/)+" in applied.nacks[0].text
    assert stage.call("/other/new").status == 200
    assert stage.call("/third/new").status == 200
    assert stage.call("/shop/things/1").status == 200
    assert stage.call("/shop/new").status == 404
    kept = stage.run(_later(stage.ads.effective, NODE))
    assert kept.of(ROUTES)["shop"].body != body
    assert kept.of(ROUTES)["other"] == good.of(ROUTES)["other"]
    again = stage.put(good)
    assert not again.nacks
    assert stage.call("/shop/new").status == 200


async def _later(function, *arguments):
    return function(*arguments)


def test_a_rejected_cluster_stops_no_other(stage):
    service = stage.service("one")
    good = stage.compile(stage.intent(*(api(name, version("1.0.0", service)) for name in ("a", "b", "c"))))
    name = "b@1.0.0/staging"
    broken = cluster_pb2.Cluster.FromString(good.of(CLUSTER)[name].body)
    broken.connect_timeout.seconds = -1
    applied = stage.put(_replaced(good, CLUSTER, name, broken.SerializeToString(), "b"))
    assert applied.effective
    assert [(nack.names, nack.owner) for nack in applied.nacks] == [((name,), "b")]
    assert stage.call("/a/things").status == 200
    assert stage.call("/c/things").status == 200
    assert stage.call("/b/things").status == 503


def test_a_new_server_with_the_same_snapshot_sends_nothing_and_no_call_fails(stage):
    service = stage.service("one")
    shop = api("shop", version("1.0.0", service))
    stage.apply(shop)
    last = stage.compile(stage.intent(shop))
    stop, failures = threading.Event(), Failures()
    with ThreadPoolExecutor(4) as pool:
        for _ in range(4):
            pool.submit(_steady, stage, "/shop/things", stop, failures)
        stage.stop_ads()
        stage.start_ads(last)
        eventually(lambda: stage.run(_later(stage.ads.connected, NODE)), 20)
        assert stage.run(stage.ads.settled(NODE, 10))
        stop.set()
    assert stage.ads.counts(NODE).get("resources", 0) == 0
    assert not failures
    stage.apply(api("shop", version("1.0.0", service, routes=SHOP[:1])))
    assert stage.call("/shop/things/1").status == 404


def test_an_envoy_that_starts_again_gets_everything(stage):
    stage.apply(api("shop", version("1.0.0", stage.service("one"))))
    stage.stop_envoy()
    eventually(lambda: not stage.run(_later(stage.ads.connected, NODE)))
    stage.start_envoy()
    eventually(lambda: stage.run(_later(stage.ads.connected, NODE)))
    assert stage.run(stage.ads.settled(NODE, 10))
    assert stage.call("/shop/things").status == 200


def test_without_an_envoy_the_caller_is_told_and_the_snapshot_waits_for_it():
    with staged(free_port()) as stage:
        wanted = stage.compile(stage.intent(api("shop", version("1.0.0", stage.service("one")))))
        applied = stage.put(wanted, timeout=0.1)
        assert not applied.effective
        assert "no Envoy" in applied.reason
        stage.start_envoy()
        eventually(lambda: stage.run(_later(stage.ads.connected, NODE)))
        assert stage.run(stage.ads.settled(NODE, 10))
        assert stage.call("/shop/things").status == 200


def test_a_later_snapshot_takes_the_place_of_one_under_way(stage):
    first = stage.compile(stage.intent(api("first", version("1.0.0", stage.service("one")))))
    second = stage.compile(stage.intent(api("second", version("1.0.0", stage.service("two")))))

    async def both():
        return await asyncio.gather(stage.ads.apply(NODE, first, 10), stage.ads.apply(NODE, second, 10))

    one, two = stage.run(both())
    assert not one.effective
    assert "later" in one.reason
    assert two.effective
    assert stage.call("/second/things").status == 200
    assert stage.call("/first/things").status == 404


def test_a_changed_cluster_hears_its_endpoints_again_and_no_call_fails(stage):
    service = stage.service("one")
    stage.apply(api("shop", version("1.0.0", service)))
    stop, failures = threading.Event(), Failures()
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            pool.submit(_steady, stage, "/shop/things", stop, failures)
        for number in range(5):
            stage.apply(api("shop", replace(version("1.0.0", service), deployment=f"again-{number}")))
        stop.set()
    assert not failures


def test_versions_come_and_go_under_load_without_a_failed_call(stage):
    services = [stage.service(f"s{number}") for number in range(4)]
    stage.apply(api("shop", version("1.0.0", services[0])))
    stop, failures = threading.Event(), Failures()
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            pool.submit(_steady, stage, "/shop/things", stop, failures)
        for number in range(1, 4):
            old, new = version(f"1.{number - 1}.0", services[number - 1]), version(f"1.{number}.0", services[number])
            for weight in (0, 2_000, 10_000):
                stage.apply(api("shop", old, new, split={old.version: 10_000 - weight, new.version: weight}))
            stage.apply(api("shop", new))
        assert stage.run(stage.ads.settled(NODE, 10))
        stop.set()
    assert not failures
    eventually(lambda: _clusters(stage) == {"shop@1.3.0/staging"})


def test_what_nobody_points_to_leaves_after_the_grace(stage):
    service = stage.service("one")
    stage.apply(api("shop", version("1.0.0", service)), api("other", version("1.0.0", service)))
    assert len(_clusters(stage)) == 2
    stage.apply(api("shop", version("1.0.0", service)))
    assert stage.call("/other/things").status == 404
    assert stage.run(stage.ads.settled(NODE, 10))
    eventually(lambda: _clusters(stage) == {"shop@1.0.0/staging"})


def test_a_new_instance_replaces_no_cluster(stage):
    one, two = stage.service("one"), stage.service("two")
    stage.apply(api("shop", version("1.0.0", one)))
    before = stage.ads.counts(NODE)["resources"]
    stage.apply(api("shop", version("1.0.0", two)))
    assert stage.ads.counts(NODE)["resources"] == before + 1
    eventually(lambda: stage.call("/shop/things").json["service"] == "two")
    assert stage.compile(stage.intent()).of(ENDPOINTS) == {}


def test_refusals_are_told_as_they_come(stage):
    told: list[tuple[str, Nack]] = []
    stage.ads._on_nack = lambda node, nack: told.append((node, nack))
    good = stage.compile(stage.intent(api("shop", version("1.0.0", stage.service("one")))))
    stage.put(_replaced(good, ROUTES, "shop", b"\xff\xff", "shop"))
    assert [(node, nack.owner) for node, nack in told] == [(NODE, "shop")]
    assert stage.ads.counts(NODE)["nacks"] == 1


def test_a_gateway_with_nothing_in_it_serves_and_can_be_emptied_again(stage):
    stage.apply(plans=())
    assert stage.call("/shop/things").status == 403
    assert stage.call("/shop/things", key=None).status == 401
    service = stage.service("one")
    stage.apply(api("open", version("1.0.0", service), key_required=False), plans=())
    assert stage.call("/open/things", key=None).status == 200
    assert stage.call("/open/things").status == 403
    stage.apply()
    assert stage.call("/open/things").status == 404
    assert stage.run(stage.ads.settled(NODE, 10))


def test_a_new_filter_in_the_way_fails_no_call(stage):
    """Only this changes the listener: its old connections are told to close, none is cut."""
    service = stage.service("one")
    shop = api("shop", version("1.0.0", service))
    stage.apply(shop)
    stop, failures = threading.Event(), Failures()
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            pool.submit(_steady, stage, "/shop/things", stop, failures)
        for origins in (["http://a.example"], [], ["http://b.example"]):
            stage.apply(api("shop", version("1.0.0", service), policies={"cors": {"origins": origins}}))
        stop.set()
    assert not failures
