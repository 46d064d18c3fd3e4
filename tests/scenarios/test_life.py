"""A version's way through the environments under the traffic of many keep-alive connections, and its end."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from apiyard.access.leak import find_leaks
from tests.notes import Notes
from tests.parts import need
from tests.platforms import Platform, call, empty_platform, refused, wait_for
from tests.traffic import Traffic

pytestmark = pytest.mark.envoy

NOTE = "/notes-api/notes/7"


@dataclass
class Hook:
    """A channel that notices are posted to; the first post is answered with an error."""

    port: int = 0
    told: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    refuse: int = 1


@pytest.fixture(scope="module")
def hook() -> Iterator[Hook]:
    made = Hook()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            made.refuse -= 1
            if made.refuse < 0:
                made.told.append(body)
                made.keys.append(self.headers["idempotency-key"])
            self.send_response(503 if made.refuse >= 0 else 204)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clock") / "shift"
    path.write_text("0")
    return path


@pytest.fixture(scope="module")
def platform(hook: Hook, clock: Path) -> Iterator[Platform]:
    """Give a platform on which 1.0.0 serves in both environments."""
    need("envoy")
    path = "/hook-with-a-secret-in-its-path"
    with empty_platform(TEAM_WEBHOOK=f"http://127.0.0.1:{hook.port}{path}", APIYARD_CLOCK_FILE=str(clock)) as made:
        channel = {"team": {"webhook": "env:TEAM_WEBHOOK", "events": ["rollout.ended", "rollback"]}}
        made.write(Notes(), notifications=channel)
        made.start()
        made.ship(Notes(), "staging")
        yield made


@pytest.fixture(scope="module")
def key(platform: Platform) -> str:
    return str(platform.key("alice", "production")["key"])


@contextlib.contextmanager
def _undisturbed(platform: Platform, key: str, **more: Any) -> Iterator[Traffic]:
    """Traffic of which no call may fail that the service itself did not fail."""
    with Traffic(platform.gateway("production"), key, **more).running() as traffic:
        traffic.more(50)
        yield traffic
        traffic.more(50)
    assert traffic.failed == []


def _deployments(platform: Platform) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in platform.plane().get("/api/status")["deployments"]}


# The tests of this file are the chapters of one life, in their order.


def test_production_before_staging_is_refused(platform):
    platform.write(Notes(version="1.0.1"), notifications=_channel(platform))
    assert platform.release()["released"]
    asked = {"api": "notes", "version": "1.0.1", "environment": "production"}
    error = refused(lambda: platform.plane().post("/api/deployments", asked))
    assert error.code == "not-staged"
    assert "apiyard deploy notes@1.0.1 --env staging" in error.hint
    done = platform.run("deploy", "notes@1.0.1", "--env", "production", code=1)
    assert "not-staged" in done.err


def test_what_was_not_released_is_not_deployed(platform):
    done = platform.run("deploy", "notes@7.7.7", "--env", "staging", code=2)
    assert "was not released" in done.err
    assert "apiyard release notes" in done.err
    done = platform.run("deploy", "notes@1.0.0", "--env", "stagin", code=2)
    assert 'did you mean "staging"' in done.err


def test_the_first_deployment_serves_as_soon_as_it_is_healthy(platform, key):
    url = platform.gateway("production")
    assert call(url, NOTE, key).status in {404, 503}
    told = platform.run("promote", "notes", "--format", "json").json()
    assert told["phase"] == "promoted"
    assert call(url, NOTE, key).headers["x-version"] == "1.0.0"
    assert platform.run("promote", "notes", code=1).err.count("already")


def test_what_serves_already_is_not_deployed_again(platform):
    before = len(platform.facts())
    done = platform.run("deploy", "notes@1.0.0", "--env", "staging")
    assert "nothing to do" in done.out
    assert len(platform.facts()) == before


def test_a_canary_is_promoted_by_the_verdict(platform, key):
    with _undisturbed(platform, key) as traffic:
        Notes(version="1.1.0", more=True).write(platform.root)
        assert platform.release()["released"]
        platform.deploy("1.1.0", "staging")
        told = platform.deploy("1.1.0", "production")
        traffic.more(30)
    assert traffic.good["1.0.0"]
    assert traffic.good["1.1.0"]
    assert traffic.own == 0
    assert told["verdict"]["decision"] == "promote"
    fact = platform.facts("rollout.ended")[0]
    assert (fact["verdict"], fact["version"], fact["environment"]) == ("pass", "1.1.0", "production")
    url = platform.gateway("production")
    assert {call(url, NOTE, key).headers["x-version"] for _ in range(20)} == {"1.1.0"}
    assert call(url, NOTE, key, api_version="1.0.0").headers["x-version"] == "1.0.0"
    assert call(url, "/notes-api/secret", key).headers["x-version"] == "1.1.0"
    unknown = call(url, NOTE, key, api_version="3.0.0")
    assert (unknown.status, unknown.headers["content-type"]) == (404, "application/problem+json")


def test_a_faulty_canary_is_stopped_with_its_numbers(platform, key, hook):
    before = _deployments(platform)
    with _undisturbed(platform, key) as traffic:
        Notes(version="1.2.0", more=True, every=4).write(platform.root)
        assert platform.release()["released"]
        platform.deploy("1.2.0", "staging")
        told = platform.deploy("1.2.0", "production", wanted="stopped")
        traffic.more(30)
    assert traffic.own, "callers saw the fault of the canary itself"
    assert traffic.good["1.1.0"]
    fact = platform.facts("rollout.ended")[0]
    assert (fact["verdict"], fact["version"]) == ("fail", "1.2.0")
    numbers = json.dumps(fact["numbers"])
    for word in ("getNote", "tolerance", "e_stop", "weights", "rates"):
        assert word in numbers, numbers
    assert "getNote" in told["reason"]
    after = _deployments(platform)
    assert "notes@1.2.0/production" not in after
    assert after["notes@1.1.0/production"] == before["notes@1.1.0/production"], "the baseline was not touched"
    assert not any("notes@1.2.0" in each and "production" in each for each in platform.processes().values())
    assert {call(platform.gateway("production"), NOTE, key).headers["x-version"] for _ in range(20)} == {"1.1.0"}
    wait_for(lambda: [each for each in hook.told if each.get("version") == "1.2.0"], what="the notice")


def test_a_notice_is_delivered_at_least_once_and_told(platform, hook):
    """The hook refused the first post of all, so that one was tried again."""
    staged = [f"staging-notes-{version}-1:rollout.ended" for version in ("1.0.0", "1.1.0", "1.2.0")]
    wait_for(lambda: set(staged) <= set(hook.keys), what="the notices")
    assert len(hook.keys) == len(set(hook.keys)), "what was taken is not sent again"
    assert {each["verdict"] for each in platform.facts("notification")} == {"pass"}


def test_a_service_that_never_becomes_healthy_shows_its_last_words(platform, key):
    with _undisturbed(platform, key):
        Notes(version="1.3.0", more=True, never=True).write(platform.root)
        assert platform.release()["released"]
        done = platform.run("deploy", "notes@1.3.0", "--env", "staging", code=1)
    assert "the cellar is locked" in done.out
    fact = platform.facts("rollout.ended")[0]
    assert fact["verdict"] == "fail"
    assert "the cellar is locked" in json.dumps(fact["numbers"])
    assert "notes@1.3.0/staging" not in _deployments(platform)
    assert not any("notes@1.3.0" in each for each in platform.processes().values())


def test_abort_gives_the_traffic_back(platform, key):
    slow = {"strategy": "canary", "options": {"steps": [30], "min-seconds": 600}}
    version = Notes(version="1.4.0", more=True, product={"rollout": slow})
    version.write(platform.root)
    platform.run("apply")
    assert platform.release()["released"]
    platform.deploy("1.4.0", "staging")
    with _undisturbed(platform, key) as traffic:
        asked = {"api": "notes", "version": "1.4.0", "environment": "production"}
        rollout = platform.plane().post("/api/deployments", asked)["rollout"]
        wait_for(lambda: traffic.good["1.4.0"] > 5, what="traffic to the canary")
        error = refused(lambda: platform.plane().post("/api/deployments", asked))
        assert error.code == "conflict"
        assert rollout in error.piece
        told = platform.run("rollouts", "abort", rollout, "--format", "json").json()
        assert told["phase"] == "aborted"
    assert "notes@1.4.0/production" not in _deployments(platform)
    assert {call(platform.gateway("production"), NOTE, key).headers["x-version"] for _ in range(20)} == {"1.1.0"}
    assert platform.run("rollouts", "abort", rollout, code=3).err.count("ended already")


def test_a_version_that_breaks_a_kept_promise_never_gets_a_call(platform):
    request = {"method": "GET", "path": "/notes/7", "query": "", "headers": [], "body": ""}
    case = {
        "form": "apiyard-witness-1",
        "check": "type-changed",
        "side": "response",
        "operation": "getNote",
        "origin": "an id is a number",
        "request": request,
        "reply": None,
        "violation": "",
    }
    kept = {"rollout": {"strategy": "canary", "options": {"steps": [50]}, "cases": ["kept.json"]}}
    version = Notes(version="1.5.0", more=True, wrong=True, product=kept)
    version.write(platform.root)
    assert "kept.json" in platform.run("apply", code=2).err, "the file is not there yet"
    (platform.root / "apis" / "notes" / "kept.json").write_text(json.dumps([case]))
    platform.run("apply")
    assert platform.release()["released"]
    told = platform.deploy("1.5.0", "staging", wanted="stopped")
    assert "GET /notes/7" in told["reason"]
    fact = platform.facts("rollout.replayed")[0]
    assert (fact["verdict"], fact["numbers"]["cases"], len(fact["numbers"]["refused"])) == ("fail", 1, 1)
    assert not [each for each in platform.facts("rollout.step") if each["version"] == "1.5.0"]
    replace(version, version="1.5.1", wrong=False).write(platform.root)
    assert platform.release()["released"]
    platform.deploy("1.5.1", "staging")
    assert platform.facts("rollout.replayed")[0]["verdict"] == "pass"


def test_rollback_gives_the_traffic_back(platform, key, hook):
    with _undisturbed(platform, key) as traffic:
        told = platform.run("rollback", "notes", "--env", "production", "--format", "json").json()
        assert told["phase"] == "rolled_back"
        traffic.more(50)
    url = platform.gateway("production")
    assert {call(url, NOTE, key).headers["x-version"] for _ in range(20)} == {"1.0.0"}
    assert platform.facts("rollback")[0]["by"].startswith("token:")
    wait_for(lambda: [each for each in hook.told if each.get("event") == "rollback"], what="the notice")


def test_lists_tell_all_rollouts(platform):
    listed = platform.run("rollouts", "list", "--format", "json").json()["rollouts"]
    phases = {each["rollout"]: each["phase"] for each in listed}
    assert phases["production-notes-1.2.0-1"] == "stopped"
    assert phases["production-notes-1.4.0-1"] == "aborted"
    text = platform.run("rollouts", "list").out
    assert "production-notes-1.2.0-1" in text
    assert platform.run("rollouts", "show", "production-notes-1.2.0-1").out
    done = platform.run("rollouts", "watch", "production-notes-1.2.0-2", code=2)
    assert 'did you mean "production-notes-1.2.0' in done.err


def test_traffic_was_recorded_whole(platform):
    def look() -> bool:
        told = platform.plane().get("/api/traffic", environment="production", seconds=3600)
        rows = {tuple(each["key"]): each for each in told["rows"]}
        return told["missing"]["production"] == 0 and rows[("notes", "getNote", "1.1.0")]["requests"] > 50

    wait_for(look, what="whole records")
    text = platform.run("traffic", "notes", "--by", "consumer", code=None)
    assert text.code == 0
    assert "alice" in text.out


def test_a_monitor_is_told_of_the_house(platform):
    text = httpx.get(f"{platform.url}/metrics", trust_env=False).text
    told = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert told["apiyard_agent_up"] == "1"
    assert told['apiyard_gateway_up{environment="production"}'] == "1"
    assert float(told['apiyard_gateway_requests_total{environment="production"}']) > 100
    assert told['apiyard_records_dropped_total{environment="production"}'] == "0"
    assert told['apiyard_records_missing{environment="production"}'] == "0"
    assert float(told["apiyard_ledger_facts_total"]) > 5


def test_a_deprecated_version_says_so(platform, key):
    """1.0.0 serves by default after the rollback; 1.1.0 takes over again before 1.0.0 ends."""
    Notes(version="1.1.0", more=True).write(platform.root)
    platform.run("apply")
    with _undisturbed(platform, key):
        platform.deploy("1.1.0", "staging")
        platform.deploy("1.1.0", "production")
    sunset = (datetime.now(UTC) + timedelta(days=2)).replace(microsecond=0)
    stage = {
        "stage": "deprecated",
        "deprecated": datetime.now(UTC).date().isoformat(),
        "sunset": sunset.isoformat(),
        "link": "https://example.com/moving-on",
    }
    Notes(version="1.1.0", more=True, product={"lifecycle": {"1.0.0": stage}}).write(platform.root)
    platform.run("apply")
    url = platform.gateway("production")
    answer = call(url, NOTE, key, api_version="1.0.0")
    assert answer.status == 200
    assert answer.headers["deprecation"].startswith("@")
    assert answer.headers["sunset"] == sunset.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert "https://example.com/moving-on" in answer.headers["link"]
    assert "deprecation" not in call(url, NOTE, key).headers


def test_past_its_sunset_it_answers_410_and_its_instances_are_gone(platform, key, clock):
    url = platform.gateway("production")
    with _undisturbed(platform, key):
        clock.write_text(str(3 * 86_400))
        wait_for(lambda: call(url, NOTE, key, api_version="1.0.0").status == 410, what="the end of 1.0.0")
        gone = call(url, NOTE, key, api_version="1.0.0")
    assert gone.headers["content-type"] == "application/problem+json"
    assert gone.json()["status"] == 410
    wait_for(
        lambda: not any(each.startswith("notes@1.0.0") for each in _deployments(platform)), what="its deployments' end"
    )
    assert call(url, NOTE, key).headers["x-version"] == "1.1.0"
    assert [each["version"] for each in platform.facts("lifecycle") if each["verdict"] == "pass"].count("1.0.0") == 2


def test_the_ledger_is_as_it_was_written_and_tells_no_secret(platform, key):
    told = platform.run("ledger", "verify", "--format", "json").json()
    assert told["ok"] is True
    secrets = {"key": key, "webhook": platform.environ["TEAM_WEBHOOK"], "token": platform.token}
    assert find_leaks(json.dumps(platform.facts()), secrets) == ()


def _channel(platform: Platform) -> dict[str, Any]:
    return {"team": {"webhook": "env:TEAM_WEBHOOK", "events": ["rollout.ended", "rollback"]}}


def test_an_auditor_takes_the_ledger_away_and_a_fact_is_withdrawn(platform, tmp_path):
    out = tmp_path / "ledger.jsonl"
    told = platform.run("ledger", "export", str(out), "--format", "json").json()
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert told["lines"] == len(lines)
    assert sum("fact" in line for line in lines) == len(platform.facts())
    assert any("signature" in line for line in lines)

    fact = platform.facts("lint")[0]
    words = ("ledger", "withdraw", str(fact["seq"]), "--why", "by mistake", "--format", "json")
    withdrawn = platform.run(*words).json()
    assert withdrawn["kind"] == "withdrawn"
    assert fact["seq"] not in {each["seq"] for each in platform.facts("lint")}
    assert platform.run("ledger", "withdraw", "999999", "--why", "x", code=None).code == 2
    assert {each["verdict"] for each in platform.facts("version")} == {"pass"}
    assert platform.facts("trust")
    assert platform.facts("consumer")


def test_the_changelog_of_two_releases(platform):
    text = platform.run("changelog", "notes@1.0.0", "notes@1.1.0").out
    assert "\n## 1.1.0" in text
