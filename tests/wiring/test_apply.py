"""Plan and apply on a running platform: all or nothing, twice is once, and a refusal names its object."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator

import pytest

from apiyard.core.errors import ApiyardError
from tests.notes import Notes
from tests.platforms import Platform, call, new_platform, refused


@pytest.fixture(scope="module")
def running() -> Iterator[Platform]:
    with new_platform(Notes()) as made:
        made.ship(Notes(), "staging")
        yield made


@pytest.fixture
def platform(running: Platform) -> Iterator[Platform]:
    """Give the platform with its usual files, and put them back afterwards."""
    yield running
    for path in (running.root / "apis").iterdir():
        if path.name != "notes":
            for each in sorted(path.rglob("*"), reverse=True):
                each.rmdir() if each.is_dir() else each.unlink()
            path.rmdir()
    running.write(Notes())
    running.trust()
    running.apply()


def _digests(platform: Platform) -> dict[str, str]:
    return {each["name"]: each["digest"] for each in platform.plane().get("/api/status")["environments"]}


def _calls_work(platform: Platform) -> None:
    key = platform.key("alice", "staging")["key"]
    assert call(platform.gateway("staging"), "/notes-api/notes/7", key).status == 200


def _refused_apply(platform: Platform) -> ApiyardError:
    """Apply, expect a refusal, and check that nothing changed."""
    digests, intents = _digests(platform), _intents(platform)
    facts = len(platform.facts())
    error = refused(platform.apply)
    assert _intents(platform) == intents
    assert _digests(platform) == digests
    _calls_work(platform)
    told = platform.facts("apply")[0]
    assert len(platform.facts()) > facts, "a refused apply is told in the ledger"
    assert told["verdict"] == "fail"
    assert error.where
    return error


def _intents(platform: Platform) -> str:
    import sqlite3

    with sqlite3.connect(f"file:{platform.root / '.apiyard' / 'control.db'}?mode=ro", uri=True) as door:
        kinds = "('environment','plan','consumer','notification','gates','product')"
        rows = door.execute(f"select kind, id, body from intents where kind in {kinds} order by kind, id").fetchall()
    return json.dumps(rows)


def test_plan_shows_what_apply_would_change(platform):
    assert json.loads(platform.run("plan", "--format", "json").out)["changes"] == []
    platform.write(Notes(), plans={"small": {"requests": 6, "per-seconds": 3600}, "gold": {"requests": 9}})
    changes = platform.run("plan", "--format", "json", code=None).json()["changes"]
    told = {(each["action"], each["kind"], each["id"]): each["fields"] for each in changes}
    assert told[("change", "plan", "small")] == [{"path": "requests", "old": 5, "new": 6}]
    assert ("change", "plan", "gold") in told
    assert platform.run("plan", code=None).out.count("plan") >= 2


def test_apply_twice_changes_nothing(platform):
    before, facts = _digests(platform), len(platform.facts())
    told = platform.run("apply", "--format", "json").json()
    assert told["changed"] == []
    assert told["gateways"] == before
    assert _digests(platform) == before
    assert len(platform.facts()) == facts
    with contextlib.closing(platform.node) as node:
        versions = {each.environment: (each.pid, each.digest, each.restarts) for each in node.status().gateways}
        platform.apply()
        assert {each.environment: (each.pid, each.digest, each.restarts) for each in node.status().gateways} == versions


def test_a_changed_plan_is_effective_and_told(platform):
    platform.write(Notes(), consumers={"alice": {"plan": "gold"}, "dora": {"plan": "small"}})
    told = platform.apply()
    assert {(each["action"], each["id"]) for each in told["changed"]} >= {("create", "dora"), ("remove", "bob")}
    assert "create consumer dora" in platform.facts("apply")[0]["numbers"]["changed"]
    assert platform.key("dora", "staging")["plan"] == "small"


def test_two_apis_with_the_same_base_path_are_refused(platform):
    Notes(api="other").write(platform.root)
    platform.trust()
    error = _refused_apply(platform)
    assert "other" in error.where or "notes" in error.where
    assert "/notes-api" in f"{error.what} {error.piece}"


def test_an_unknown_option_of_a_policy_is_refused_with_the_nearest_name(platform):
    Notes(product={"gateway": {"base-path": "/notes-api", "policies": {"timeout": {"second": 5}}}}).write(platform.root)
    error = _refused_apply(platform)
    assert "notes" in error.where
    assert "seconds" in error.hint


def test_an_unknown_policy_is_refused_with_the_nearest_name(platform):
    Notes(product={"gateway": {"base-path": "/notes-api", "policies": {"timeuot": {}}}}).write(platform.root)
    error = _refused_apply(platform)
    assert "notes" in error.where
    assert "timeout" in error.hint


def test_a_gateway_port_that_is_taken_is_refused(platform):
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        both = {"staging": {"strategy": "at-once", "gateway": {"port": port}}, "production": {}}
        platform.write(Notes(), environments=both)
        error = _refused_apply(platform)
    assert "staging" in error.where
    assert str(port) in f"{error.what} {error.piece}"


def test_an_api_that_is_still_deployed_is_not_removed(platform):
    (platform.root / "apis" / "notes" / "api.yaml").unlink()
    error = _refused_apply(platform)
    assert "notes" in error.where
    assert error.code == "still-deployed"


def test_a_conflicting_change_by_somebody_else_is_not_lost(platform):
    platform.write(Notes(), plans={"small": {"requests": 7}, "gold": {"requests": 1_000_000}})
    platform.apply()
    assert platform.run("plan", "--format", "json").json()["changes"] == []


def test_mock_live_and_gateway_are_compared_in_one_command(platform):
    key = platform.key("alice", "staging")["key"]
    words = ("verify", "notes", "--compare", "mock", "--with", "live", "--with", "gateway:staging")
    more = ("-H", f"authorization: Bearer {key}", "--kinds", "examples", "-q", "-f", "json")
    told = platform.run(*words, *more, code=1).json()
    compared = told["kinds"][-1]
    assert (compared["kind"], told["base_url"]) == ("compare", "live")
    assert compared["cases"] == 2 * told["kinds"][0]["cases"] == 6
    # They agree, but for what a service tells of its caller: behind the gateway that is another thing.
    assert {(each["operation"], each["check"]) for each in told["failures"]} == {("echo", "differs-body")}
    assert "body /x-consumer" in {each["place"] for each in told["failures"]}
    assert key not in json.dumps(told)
