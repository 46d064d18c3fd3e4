"""Keys on a running platform: limits per consumer, revocation, overrides, rotation, and no secret anywhere."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from apiyard.access.leak import find_leaks, find_shapes
from tests.notes import Notes
from tests.platforms import Platform, call, joined, new_platform, refused, wait_for

pytestmark = pytest.mark.envoy

NOTE = "/notes-api/notes/7"
PASSPHRASE = "correct-horse-battery-staple-42"
HOOK = "http://127.0.0.1:9/hooks/a-very-secret-part-of-a-path"


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    secret = tmp_path_factory.mktemp("secret") / "value"
    secret.write_text(f"{PASSPHRASE}\n")
    options = {
        "command": ["{python}", "service.py", "{port}"],
        "env": {"NOTES_SECRET": "env:TEST_PASSPHRASE", "NOTES_FILE": f"file:{secret}"},
    }
    service = {"target": "process", "artefact": "service", "options": options}
    notes = Notes(more=True, product={"service": service})
    environ = {"TEST_PASSPHRASE": PASSPHRASE, "TEAM_WEBHOOK": HOOK}
    with new_platform(notes, environ=environ, notifications={"team": {"webhook": "env:TEAM_WEBHOOK"}}) as made:
        made.ship(notes, "staging", "production")
        yield made


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Give all texts of keys that the tests of this file were shown."""
    return []


@pytest.fixture
def url(platform: Platform) -> str:
    return platform.gateway("production")


def _status(url: str, key: str, path: str = NOTE, **headers: str) -> int:
    return call(url, path, key, **headers).status


def test_request_n_plus_1_gets_429_per_consumer_over_all_workers(platform, url, texts):
    keys = {name: platform.key(name, "production")["key"] for name in ("bob", "carol")}
    texts.extend(keys.values())

    def ask(name: str) -> int:
        # A connection each, so that the calls are spread over all workers of Envoy.
        return _status(url, keys[name])

    with ThreadPoolExecutor(16) as pool:
        answers = {name: list(pool.map(ask, [name] * 24)) for name in keys}
    for name, told in answers.items():
        assert (told.count(200), told.count(429)) == (5, 19), name
    refusal = call(url, NOTE, keys["bob"])
    assert refusal.status == 429
    assert refusal.headers["content-type"] == "application/problem+json"
    assert refusal.headers["x-ratelimit-limit"] == "5"
    assert refusal.headers["x-ratelimit-remaining"] == "0"
    assert int(refusal.headers["retry-after"]) >= 1
    second = platform.key("bob", "production")["key"]
    texts.append(second)
    assert _status(url, second) == 429, "the limit is the consumer's, not the key's"


def test_a_revoked_key_is_refused_within_a_second(platform, url, texts):
    made = platform.key("alice", "production")
    texts.append(made["key"])
    assert _status(url, made["key"]) == 200
    platform.plane().delete(f"/api/keys/{made['jti']}")
    began = time.monotonic()
    wait_for(lambda: _status(url, made["key"]) in {401, 403}, seconds=5, what="the refusal")
    assert time.monotonic() - began < 3  # a second, and what a busy machine adds
    assert refused(lambda: platform.plane().delete(f"/api/keys/{made['jti']}")).code == "conflict"
    other = platform.key("alice", "production")["key"]
    texts.append(other)
    assert _status(url, other) == 200


def test_an_overridden_plan_counts_at_once(platform, url, texts):
    made = platform.key("carol", "production")
    texts.append(made["key"])
    assert _status(url, made["key"]) == 429
    platform.plane().post(f"/api/keys/{made['jti']}/plan", {"plan": "gold"})
    wait_for(lambda: _status(url, made["key"]) == 200, seconds=5, what="the other plan")
    assert call(url, NOTE, made["key"]).headers["x-ratelimit-limit"] == "1000000"
    error = refused(lambda: platform.plane().post(f"/api/keys/{made['jti']}/plan", {"plan": "golt"}))
    assert 'did you mean "gold"' in error.hint
    platform.plane().post(f"/api/keys/{made['jti']}/plan", {"plan": None})
    wait_for(lambda: _status(url, made["key"]) == 429, seconds=5, what="its own plan")


def test_a_rotated_signing_key_keeps_old_keys_valid(platform, url, texts):
    old = platform.key("alice", "production")["key"]
    kid = platform.plane().post("/api/signing-key")["kid"]
    new = platform.key("alice", "production")["key"]
    texts.extend((old, new))
    kids = [json.loads(_part(each, 0))["kid"] for each in (old, new)]
    assert kids[1] == kid != kids[0]
    for _ in range(10):
        assert _status(url, old) == 200
        assert _status(url, new) == 200


def _part(key: str, which: int) -> bytes:
    text = key.removeprefix("ay_").split(".")[which]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_keys_that_are_not_good_are_refused_with_problems(platform, url, texts):
    good = platform.key("alice", "production")["key"]
    staging = platform.key("alice", "staging")["key"]
    texts.extend((good, staging))
    header, body, signature = good.removeprefix("ay_").split(".")
    claims = json.loads(_part(good, 1))
    gold = base64.urlsafe_b64encode(json.dumps({**claims, "sub": "mallory"}).encode()).rstrip(b"=").decode()
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
    cases = {
        "": 401,
        "nonsense": 401,
        good.removeprefix("ay_"): 401,
        f"ay_{header}.{gold}.{signature}": 401,
        f"ay_{none}.{body}.": 401,
        good[:-8] + "AAAAAAAA": 401,
        staging: 403,
    }
    for key, wanted in cases.items():
        answer = call(url, NOTE, key)
        assert answer.status == wanted, key[:20]
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == wanted
    assert call(url, "/notes-api/nothing/here", good).status == 404
    wrong = call(url, NOTE, good, method="DELETE")
    assert (wrong.status, wrong.headers["allow"]) == (405, "GET")
    assert _status(platform.gateway("staging"), staging) == 200


def test_the_service_sees_who_calls_and_never_the_key(platform, url, texts):
    key = platform.key("alice", "production", application="mobile")["key"]
    texts.append(key)
    for name in ("x_api_key", "authorization"):
        shown = {name: key if name == "x_api_key" else f"Bearer {key}"}
        forged = {"x_consumer": "mallory", "x_consumer_plan": "gold", "x_consumer_id": "1"}
        seen = call(url, "/notes-api/echo", **shown, **forged).json()
        assert seen["x-consumer"] == "alice"
        assert seen["x-consumer-plan"] == "gold"
        assert "x-consumer-id" not in seen
        assert find_leaks(json.dumps(seen), {"key": key}) == ()


def test_the_service_was_given_its_secret(platform, url, texts):
    key = platform.key("alice", "production")["key"]
    texts.append(key)
    assert call(url, "/notes-api/secret", key).json()["id"] == len(PASSPHRASE)


def test_an_unknown_consumer_and_application_are_told_with_the_nearest_name(platform):
    done = platform.run("keys", "issue", "alcie", "--env", "production", code=2)
    assert 'did you mean "alice"' in done.err
    done = platform.run("keys", "issue", "alice", "--env", "production", "--app", "moblie", code=2)
    assert 'did you mean "mobile"' in done.err


def test_no_secret_is_kept_or_told_anywhere(platform, texts):
    """Runs last: whatever the tests before did has left its traces."""
    shown = platform.run("keys", "issue", "alice", "--env", "production", "--format", "json").json()
    platform.run("keys", "list")
    texts.append(shown["key"])
    secrets = {
        **{f"key {number}": text for number, text in enumerate(texts)},
        **{f"signature {number}": text.rsplit(".", 1)[1] for number, text in enumerate(texts)},
        "operator's token": platform.token,
        "passphrase": PASSPHRASE,
        "webhook": HOOK,
    }
    for path in platform.keys.rglob("*.pem"):
        secrets[f"private key {path.name}"] = path.read_text()
    assert len(texts) > 8
    seen = 0
    for path, data in joined([platform.root, Path(platform.folder / "r")]):
        seen += 1
        assert find_leaks(data, secrets) == (), path
        # Password hashes are kept among the people, in the store's file and nowhere else.
        fine = {"password hash"} if path.name.startswith("control.db") else set()
        assert not {each.name for each in find_shapes(data)} - fine, path
    assert seen > 30, "blobs, logs, records, snapshots and the store were looked through"
    headers = {"authorization": f"Bearer {platform.token}"}
    names = ("status", "ledger?limit=1000", "keys", "releases", "rollouts", "tokens", "traffic?by=consumer")
    for name in (*names, "openapi.json"):
        answer = httpx.get(f"{platform.url}/api/{name}", headers=headers, trust_env=False)
        assert answer.status_code == 200
        assert find_leaks(answer.content, secrets) == (), name
        assert find_shapes(answer.content) == (), name
    assert not platform.keys.resolve().is_relative_to(platform.root.resolve())
    for path in platform.keys.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
