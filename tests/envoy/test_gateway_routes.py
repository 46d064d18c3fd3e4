"""Paths, methods, versions and splits on a real Envoy."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from apiyard.gateway.intent import Endpoint, Lifecycle, Route, Stage
from tests.envoy.stage import ROUTES, api, eventually, version

pytestmark = pytest.mark.envoy
PROBLEM = "application/problem+json"
PIN = "api-version"


def _problem(answer, status: int, code: str):
    assert answer.status == status, answer
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json["code"] == code
    assert answer.json["title"]
    return answer


def test_an_unknown_path_is_404_and_a_wrong_method_405_with_allow(shop):
    stage, service = shop
    before = service.asked
    for path in (
        "/nothing",
        "/shop",
        "/shop/",
        "/shop/nothing",
        "/shopping/things",
        "/shop/things/",
        "/shop/things/1/2",
    ):
        _problem(stage.call(path), 404, "not-found")
    assert _problem(stage.call("/shop/things?a=b", "DELETE"), 405, "method-not-allowed").headers["allow"] == "GET, POST"
    assert _problem(stage.call("/shop/things/1", "PUT"), 405, "method-not-allowed").headers["allow"] == "GET"
    assert service.asked == before


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("/shop/things/a%2Fb", "/things/a%2Fb"),
        ("/shop//things", "/things"),
        ("/shop/x/../things", "/things"),
        ("/shop/./things/7", "/things/7"),
        ("/shop/things/%C3%A4?q=%2F..", "/things/%C3%A4?q=%2F.."),
        ("/shop/things/a+b;c=d", "/things/a+b;c=d"),
    ],
)
def test_paths_are_normalised_once_and_an_encoded_slash_is_data(shop, asked, seen):
    stage, _ = shop
    answer = stage.call(asked)
    assert answer.status == 200, answer
    assert answer.json["path"] == seen


def test_dot_segments_never_leave_the_base_path(shop):
    stage, _ = shop
    for path in ("/shop/../nothing", "/shop/%2e%2e/things", "/shop/things/%2e%2e/%2e%2e/nothing"):
        assert stage.call(path).status == 404


def test_the_literal_path_wins_and_no_path_is_lost_behind_a_longer_prefix(stage):
    paths = (
        "/", "/pets", "/pets/mine", "/pets/{id}", "/pets/{id}/toys", "/pets/mine/food", "/pets/m{rest}",
        "/pets/{id}.json", "/{any}", "/pets/{id}/toys/{toy}", "/pets/{id}:rename", "/a.b+c(d)/{x}", "/{any}/{other}",
    )  # fmt: skip
    routes = tuple(Route(path, "get", path) for path in paths)
    service = stage.service("one")
    stage.apply(api("zoo", version("1.0.0", service, routes=routes), base_path="/zoo/v1"))
    expected = {
        "/zoo/v1": "/", "/zoo/v1/": "/", "/zoo/v1?x=1": "/", "/zoo/v1/pets": "/pets", "/zoo/v1/pets/mine": "/pets/mine",
        "/zoo/v1/pets/7": "/pets/{id}", "/zoo/v1/pets/mi": "/pets/m{rest}", "/zoo/v1/pets/minera": "/pets/m{rest}",
        "/zoo/v1/pets/mine/toys": "/pets/{id}/toys", "/zoo/v1/pets/mine/food": "/pets/mine/food",
        "/zoo/v1/pets/7.json": "/pets/{id}.json", "/zoo/v1/cats": "/{any}",
        "/zoo/v1/pets/7/toys/8?a": "/pets/{id}/toys/{toy}",
        "/zoo/v1/pets/7:rename": "/pets/{id}:rename", "/zoo/v1/a.b+c(d)/1": "/a.b+c(d)/{x}",
        "/zoo/v1/axb+c(d)/1": "/{any}/{other}",
        "/zoo/v1/pet/7": "/{any}/{other}",
    }  # fmt: skip
    ids = {}
    for path in expected:
        answer = stage.call(path)
        assert answer.status == 200, path
        ids[answer.headers["x-request-id"]] = path
        rest = path.removeprefix("/zoo/v1")
        assert answer.json["path"] == (rest if rest.startswith("/") else "/" + rest), path
    _problem(stage.call("/zoo/v1/pets/7/x"), 404, "not-found")
    _problem(stage.call("/zoo"), 404, "not-found")
    named = eventually(lambda: (found := _operations(stage)) and set(ids) <= set(found) and found)
    assert {path: named[id_] for id_, path in ids.items()} == expected


def _operations(stage) -> dict[str, str]:
    entries = [entry for message in stage.records for entry in message.http_logs.log_entry]
    return {entry.request.request_id: entry.common_properties.custom_tags["operation"] for entry in entries}


def test_hundreds_of_templates_under_one_variable_prefix_find_their_operation(stage):
    routes = tuple(
        Route(f"{method} {n} {depth}", method, f"/repos/{{o}}/{{r}}/part{n}" + "/{x}" * depth)
        for n in range(100)
        for depth in range(3)
        for method in ("get", "post")
    )
    stage.apply(api("hub", version("1.0.0", stage.service("one"), routes=routes)))
    for n in (0, 1, 42, 98, 99):
        assert stage.call(f"/hub/repos/a/b/part{n}?x=/y").status == 200
        assert stage.call(f"/hub/repos/a/b/part{n}/1/2").status == 200
        _problem(stage.call(f"/hub/repos/a/b/part{n}/1", "DELETE"), 405, "method-not-allowed")
    _problem(stage.call("/hub/repos/a/b/part100"), 404, "not-found")
    _problem(stage.call("/hub/repos/a/b/part1/1/2/3"), 404, "not-found")


def test_apis_under_one_first_segment_stand_beside_each_other(stage):
    one, two = stage.service("one"), stage.service("two")
    first = api("first", version("1.0.0", one), base_path="/shop/first")
    second = api("second", version("1.0.0", two), base_path="/shop/second", key_required=False)
    stage.apply(first, second)
    assert stage.call("/shop/first/things").json["service"] == "one"
    assert stage.call("/shop/second/things", key=None).json["service"] == "two"
    _problem(stage.call("/shop/first/things", key=None), 401, "unauthenticated")
    _problem(stage.call("/shop/third/things"), 404, "not-found")
    stage.apply(first)
    _problem(stage.call("/shop/second/things"), 404, "not-found")
    assert stage.call("/shop/first/things").status == 200


def test_a_pin_chooses_a_version_and_an_unknown_or_retired_one_is_told(stage):
    old, new = stage.service("old"), stage.service("new")
    gone = version("0.9.0", routes=(), lifecycle=Lifecycle(Stage.RETIRED, 1, 2, "https://docs.example/bye"))
    added = (*ROUTES, Route("newOne", "get", "/new"))
    stage.apply(api("shop", gone, version("1.0.0", old), version("1.1.0", new, routes=added)))
    assert stage.call("/shop/things").json["service"] == "new"
    assert stage.call("/shop/things", headers={PIN: "1.0.0"}).json["service"] == "old"
    assert stage.call("/shop/new").json["service"] == "new"
    _problem(stage.call("/shop/new", headers={PIN: "1.0.0"}), 404, "not-found")
    for unknown in ("2.0.0", "", "1.0.0, 1.1.0", "x" * 1000):
        _problem(stage.call("/shop/things", headers={PIN: unknown}), 404, "not-found")
    answer = _problem(stage.call("/shop/things", headers={PIN: "0.9.0"}), 410, "version-retired")
    assert answer.headers["sunset"] == "Thu, 01 Jan 1970 00:00:02 GMT"
    assert 'rel="sunset"' in answer.headers["link"]
    _problem(stage.call("/shop/things", key=None, headers={PIN: "0.9.0"}), 401, "unauthenticated")


def test_without_a_split_only_pinned_calls_are_served(stage):
    stage.apply(api("shop", version("1.0.0", stage.service("one")), split={}))
    answer = _problem(stage.call("/shop/things"), 404, "not-found")
    assert "pin" in answer.json["detail"]
    assert stage.call("/shop/things", headers={PIN: "1.0.0"}).status == 200


def test_a_deprecated_version_says_so_in_its_answers_only(stage):
    ending = Lifecycle(Stage.DEPRECATED, 1_700_000_000, 1_800_000_000, "https://docs.example/100%25?a=b")
    old = version("1.0.0", stage.service("old"), lifecycle=ending)
    new = version("1.1.0", stage.service("new"))
    stage.apply(api("shop", old, new, split={"1.0.0": 5000, "1.1.0": 5000}))
    pinned = stage.call("/shop/things", headers={PIN: "1.0.0"})
    assert pinned.headers["deprecation"] == "@1700000000"
    assert pinned.headers["sunset"] == "Fri, 15 Jan 2027 08:00:00 GMT"
    assert '<https://docs.example/100%25?a=b>; rel="deprecation"' in pinned.headers["link"]
    seen: Counter[tuple[str, bool]] = Counter()
    for _ in range(40):
        answer = stage.call("/shop/things")
        seen[answer.json["service"], "deprecation" in answer.headers] += 1
    assert set(seen) == {("old", True), ("new", False)}


def test_a_split_follows_its_weights_and_changes_without_new_routes(stage):
    old, new = version("1.0.0", stage.service("old")), version("1.1.0", stage.service("new"))
    stage.apply(api("shop", old, new, split={"1.0.0": 10_000, "1.1.0": 0}))
    assert {stage.call("/shop/things").json["service"] for _ in range(30)} == {"old"}
    pushes = stage.ads.counts("gateway-1")["resources"]
    stage.apply(api("shop", old, new, split={"1.0.0": 5_000, "1.1.0": 5_000}))
    assert stage.ads.counts("gateway-1")["resources"] == pushes + 1
    seen = Counter(stage.call("/shop/things").json["service"] for _ in range(200))
    assert 50 < seen["new"] < 150
    stage.apply(api("shop", old, new, split={"1.0.0": 0, "1.1.0": 10_000}))
    assert {stage.call("/shop/things").json["service"] for _ in range(30)} == {"new"}


def test_an_operation_of_some_versions_goes_only_to_those(stage):
    old = version("1.0.0", stage.service("old"))
    new = version("1.1.0", stage.service("new"), routes=(*ROUTES, Route("newOne", "get", "/new")))
    for weight in (0, 100, 10_000):
        stage.apply(api("shop", old, new, split={"1.0.0": 10_000 - weight, "1.1.0": weight}))
        answers = [stage.call("/shop/new") for _ in range(20)]
        if weight:
            assert {answer.json["service"] for answer in answers} == {"new"}
        else:
            assert {_problem(answer, 404, "not-found").status for answer in answers} == {404}


def test_services_without_instances_or_answer_are_503_and_slow_ones_504(stage):
    slow = stage.service("slow")
    slow.delay = 1.5
    quick = {"timeout": {"seconds": 0.2}}
    stage.apply(
        api("empty", version("1.0.0")),
        api("dead", _at(Endpoint("127.0.0.1", 1))),
        api("slow", version("1.0.0", slow), policies=quick),
    )
    _problem(stage.call("/empty/things"), 503, "unavailable")
    dead = _problem(stage.call("/dead/things"), 503, "unavailable")
    assert "127.0.0.1" not in dead.body.decode()
    _problem(stage.call("/slow/things"), 504, "timeout")


def _at(endpoint: Endpoint):
    return replace(version("1.0.0"), endpoints=(endpoint,))


def test_a_service_answers_for_itself(stage):
    service = stage.service("one")
    service.status = 404
    stage.apply(api("shop", version("1.0.0", service)))
    answer = stage.call("/shop/things")
    assert answer.status == 404
    assert answer.json["service"] == "one"


def test_upstream_path_and_host_are_the_services_own(stage):
    service = stage.service("one")
    routes = (*ROUTES, Route("root", "get", "/"))
    there = version("1.0.0", service, routes=routes, upstream_path="/api/v2", host_header="inner.example:8080")
    stage.apply(api("shop", there))
    for path, seen in (("/things?a=b", "/things?a=b"), ("/things/1?a", "/things/1?a"), ("", "/"), ("/?q=1", "/?q=1")):
        got = stage.call(f"/shop{path}").json
        assert got["path"] == f"/api/v2{seen}"
        assert got["headers"]["host"] == "inner.example:8080"


def test_a_host_name_is_looked_up(stage):
    service = stage.service("one")
    stage.apply(api("shop", _at(Endpoint("localhost", service.endpoint.port))))
    eventually(lambda: stage.call("/shop/things").status == 200)


def test_hostile_texts_of_contracts_stay_texts(stage):
    routes = (
        Route("%REQ(authorization)%", "get", "/things"),
        Route("line\r\nfeed", "get", "/a|b/{x}"),
        Route("regex", "get", "/(.*)+$/{x}"),
    )
    there = version("1.0.0", stage.service("one"), routes=routes)
    stage.apply(api("shop", there))
    assert stage.call("/shop/things").status == 200
    assert stage.call("/shop/a%7Cb/1").status == 200
    assert stage.call("/shop/a/1").status == 404
    assert stage.call("/shop/(.*)+$/1").status == 200
    wanted = {"%REQ(authorization)%", "line\r\nfeed"}
    eventually(lambda: wanted <= set(_operations(stage).values()))
