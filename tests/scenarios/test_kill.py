"""Whatever is killed, calls go on: the next control plane and the next agent adopt what runs and change nothing."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.notes import Notes
from tests.platforms import Platform, call, empty_platform, new_platform, runs, wait_for
from tests.traffic import Traffic

pytestmark = pytest.mark.envoy

NOTE = "/notes-api/notes/7"


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with new_platform(Notes()) as made:
        made.ship(Notes(), "staging", "production")
        yield made


@pytest.fixture(scope="module")
def key(platform: Platform) -> str:
    return str(platform.key("alice", "production")["key"])


@contextlib.contextmanager
def _load(platform: Platform, key: str) -> Iterator[Traffic]:
    """Traffic of which no call may fail."""
    with Traffic(platform.gateway("production"), key).running() as traffic:
        traffic.more(100)
        yield traffic
        traffic.more(100)
    assert traffic.failed == []


def _held(platform: Platform) -> dict[str, Any]:
    """What must survive: processes with their identities, digests in force."""
    with contextlib.closing(platform.node) as node:
        told = node.status()
    return {
        "gateways": {each.environment: (each.pid, each.digest, each.restarts) for each in told.gateways},
        "processes": {each.id: (each.pid, each.born, each.port, each.restarts) for each in told.processes},
    }


def _ready(platform: Platform) -> bool:
    return platform.run("status", "--format", "json", code=None).code == 0


def test_the_control_plane_is_killed_and_started_again(platform, key):
    before, facts = _held(platform), len(platform.facts())
    pid = platform.control_pid
    with _load(platform, key) as traffic:
        platform.kill(pid)
        traffic.more(200)
        assert _held(platform) == before
        done = platform.run("status", code=3)
        assert "apiyard up" in done.err
        told = platform.run("up", "--format", "json").json()
        assert told["started"] == ["server"]
        assert told["changed"] == []
        traffic.more(200)
    assert platform.control_pid != pid
    assert _held(platform) == before
    assert len(platform.facts()) == facts, "nothing that did not change is told again"
    assert platform.run("ledger", "verify", "--format", "json").json()["ok"] is True


def test_the_agent_is_killed_and_started_again(platform, key):
    before = _held(platform)
    pid = platform.agent_pid
    with _load(platform, key) as traffic:
        platform.kill(pid)
        traffic.more(200)
        assert all(runs(each[0]) for part in before.values() for each in part.values())
        assert platform.run("up", "--format", "json").json()["started"] == ["agent"]
        wait_for(lambda: _held(platform) == before, what="adoption")
        traffic.more(200)
    assert _held(platform) == before
    versions = platform.plane().get("/api/status")["environments"]
    assert {each["digest"] for each in versions} == {each[1] for each in before["gateways"].values()}


def test_both_are_killed_and_started_again(platform, key):
    before = _held(platform)
    with _load(platform, key) as traffic:
        platform.kill(platform.control_pid, platform.agent_pid)
        traffic.more(200)
        assert set(platform.run("up", "--format", "json").json()["started"]) == {"server", "agent"}
        wait_for(lambda: _held(platform) == before, what="adoption")
    assert _held(platform) == before
    assert platform.key("alice", "production")["key"], "and it can be worked with"


def _proven(platform: Platform) -> bool:
    """What is in force has been alive for long enough to count as good."""
    with contextlib.closing(platform.node) as node:
        return all(each.digest == each.last_good_digest for each in node.status().gateways)


def test_a_killed_envoy_comes_back_from_the_last_good_snapshot(platform, key):
    wait_for(lambda: _proven(platform), what="a good snapshot")
    before = _held(platform)
    url = platform.gateway("production")
    pid = before["gateways"]["production"][0]
    platform.kill(platform.control_pid)
    platform.kill(pid)

    def answers() -> bool:
        with contextlib.suppress(Exception):
            return call(url, NOTE, key).status == 200
        return False

    wait_for(answers, seconds=10, what="the gateway, with the control plane down")
    after = _held(platform)
    assert after["gateways"]["production"][0] != pid
    assert after["gateways"]["production"][1] == before["gateways"]["production"][1]
    assert after["gateways"]["staging"] == before["gateways"]["staging"]
    assert after["processes"] == before["processes"]
    platform.run("up", "--no-apply")
    fact = wait_for(lambda: platform.facts("gateway.restart"), what="the fact about it")[0]
    assert fact["environment"] == "production"


def test_a_killed_service_comes_back(platform, key):
    before = _held(platform)["processes"]
    name = next(each for each in before if "production" in each)
    platform.kill(before[name][0])
    wait_for(lambda: call(platform.gateway("production"), NOTE, key).status == 200, what="the service")
    after = _held(platform)["processes"][name]
    assert after[0] != before[name][0]
    assert after[3] == before[name][3] + 1


def test_a_rollout_goes_on_after_the_control_plane_was_killed(platform, key):
    slow = {"strategy": "canary", "options": {"steps": [20, 50], "min-seconds": 2, "min-requests": 20}}
    version = Notes(version="1.1.0", more=True, product={"rollout": slow})
    version.write(platform.root)
    platform.apply()
    assert platform.release()["released"]
    platform.deploy("1.1.0", "staging")
    with _load(platform, key) as traffic:
        begun = subprocess.Popen(
            [sys.executable, "-m", "apiyard", "deploy", "notes@1.1.0", "--env", "production", "--format", "json"],
            cwd=platform.root,
            env=platform.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            wait_for(lambda: traffic.good["1.1.0"] > 10, what="traffic to the canary")
            platform.kill(platform.control_pid)
            seen = traffic.good["1.1.0"]
            wait_for(lambda: traffic.good["1.1.0"] > seen + 10, what="traffic to the canary without a control plane")
            platform.run("up", "--no-apply")
            out, err = begun.communicate(timeout=90)
        finally:
            begun.kill()
            begun.wait()
    assert begun.returncode == 0, err
    assert json.loads(out)["phase"] == "promoted"
    ends = platform.facts("rollout.ended", version="1.1.0", environment="production")
    assert [each["verdict"] for each in ends] == ["pass"], "a fact about the end is told once"
    assert len(platform.facts("rollout.started", version="1.1.0", environment="production")) == 1
    assert not platform.plane().get("/api/status")["rollouts"]


def test_down_ends_all_even_after_a_killed_agent(platform):
    platform.kill(platform.agent_pid)
    told = platform.run("down")
    assert "left" in told.out
    wait_for(lambda: not platform.processes(), what="the end of all processes")
    again = platform.run("down")
    assert again.code == 0


@pytest.mark.parametrize("delay", [0.7, 2.0, 3.0])
def test_ctrl_c_while_it_comes_up_leaves_nothing(delay):
    with empty_platform() as made:
        made.write(Notes())
        made.trust()
        child = subprocess.Popen(
            [sys.executable, "-m", "apiyard", "up"],
            cwd=made.root,
            env=made.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(delay)  # at some moment of its start: any of them must do
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
        assert "Traceback" not in err
        if child.returncode == 0:
            assert "started" in out  # it was faster
            return
        # Before Python minds signals, a process just dies of them.
        assert child.returncode in (130, -signal.SIGINT), err
        assert not made.processes()


def test_an_apply_that_is_refused_by_up_keeps_what_runs():
    """The platform is up with nothing applied; the person mends the file and applies again."""
    with empty_platform() as made:
        made.write(Notes(product={"gateway": {"policies": {"timeuot": {}}}}))
        made.trust()
        done = made.run("up", code=None)
        assert done.code in {1, 2}
        assert "timeout" in done.err
        made.write(Notes())
        made.run("apply")
