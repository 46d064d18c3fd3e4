"""Bad input and faults: each ends with its exit code and an error that says what to do, and never with a traceback."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notes import Notes, contract
from tests.platforms import Platform, call, empty_platform, new_platform, wait_for

pytestmark = pytest.mark.envoy


@pytest.fixture
def still() -> Iterator[Platform]:
    """Give a trusted workspace of which nothing runs."""
    with empty_platform() as made:
        made.write(Notes())
        made.trust()
        yield made


@pytest.fixture(scope="module")
def running() -> Iterator[Platform]:
    with new_platform(Notes()) as made:
        made.ship(Notes(), "staging")
        yield made


def _is_clean(platform: Platform) -> None:
    """Nothing runs, and no log tells a traceback to whoever looks into it."""
    assert not platform.processes()
    assert "Traceback" not in platform.log(100_000)


# With a platform that runs.


def test_a_second_control_plane_on_the_same_store_is_refused(running):
    done = running.run("server", code=3)
    assert f"pid {running.control_pid}" in done.err or str(running.control_pid) in done.err
    assert "hint" in done.err
    assert running.run("status").code == 0


def test_up_twice_finds_what_runs(running):
    before = running.processes()
    told = running.run("up", "--format", "json").json()
    assert told["started"] == []
    assert told["changed"] == []
    assert running.processes() == before


def test_a_second_agent_on_the_same_folder_is_refused(running):
    state, other = running.root / ".apiyard" / "agent", running.folder / "other"
    done = running.run("agent", "--state", str(state), "--run-dir", str(other), code=3)
    assert str(running.agent_pid) in done.err


def test_what_a_broken_file_says_never_reaches_the_gateway(running):
    key = running.key("alice", "staging")["key"]
    path = running.root / "apis" / "notes" / "openapi.yaml"
    good = path.read_text()
    path.write_text("openapi: 3.1.0\ninfo: {title: x, version: 1\npaths: {}\n")
    try:
        done = running.run("apply", code=2)
        assert "openapi.yaml:" in done.err
    finally:
        path.write_text(good)
    assert call(running.gateway("staging"), "/notes-api/notes/7", key).status == 200


def test_logs_show_the_end_of_what_was_written(running):
    assert "listening" in running.run("logs", "notes@1.0.0").out
    assert running.run("logs", "server", "--format", "json").json()["lines"]
    assert running.run("logs", "agent").out
    assert running.run("logs", "nobody", code=2).err


def test_a_viewer_cannot_change_anything_by_command(running):
    token = running.plane().post("/api/tokens", {"name": "looker", "role": "viewer"})["token"]
    assert running.run("status", token=token).code == 0
    done = running.run("keys", "issue", "alice", "--env", "staging", code=3, token=token)
    assert "admin" in done.err
    done = running.run("status", code=3, token="ayt_wrong-token-that-nobody-has-ever-made")
    assert "not known" in done.err


def test_everything_that_lists_speaks_json(running):
    for words in (
        ("status",),
        ("plan",),
        ("ledger", "list"),
        ("ledger", "list", "--kind", "apply", "--kind", "release"),
        ("ledger", "verify"),
        ("rollouts", "list"),
        ("keys", "list"),
        ("tokens", "list"),
        ("traffic",),
        ("logs",),
        ("lint",),
    ):
        assert running.run(*words, "--format", "json").json() is not None, words
        assert "\x1b[" not in running.run(*words).out


# Starts that fail.


def test_a_taken_port_of_the_control_plane(still):
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = str(holder.getsockname()[1])
        done = still.run("up", "--port", port, code=3)
        assert port in done.err
        assert "another port" in done.err
    _is_clean(still)
    assert still.run("up", "--port", port, "--no-apply").code == 0


def test_a_taken_port_of_a_gateway(still):
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        still.write(Notes(), environments={"staging": {"gateway": {"port": port}}})
        done = still.run("up", code=3)
        assert str(port) in done.err
        assert "staging" in done.err
    # The platform is up, so that the file can be mended and applied.
    assert still.run("apply").code == 0


@pytest.mark.parametrize(
    ("file", "change", "words"),
    [
        ("apiyard.yaml", {"enviroments": {}}, ["enviroments", 'did you mean "environments"']),
        ("apiyard.yaml", {"settings": {"prot": 1}}, ["prot", 'did you mean "port"']),
        ("apiyard.yaml", {"consumers": {"alice": {"plan": "godl"}}}, ["godl", 'did you mean "gold"']),
        ("apiyard.yaml", {"plans": {"gold": {"requests": "many"}}}, ["requests"]),
        ("apiyard.yaml", {"environments": {}}, ["environment"]),
        ("apis/notes/api.yaml", {"onwer": "x"}, ["onwer", 'did you mean "owner"']),
        ("apis/notes/api.yaml", {"service": {"target": "proces"}}, ["proces", 'did you mean "process"']),
        ("apis/notes/api.yaml", {"rollout": {"strategy": "canery"}}, ["canery", 'did you mean "canary"']),
    ],
)
def test_an_unknown_setting_is_told_with_the_nearest_name(still, file, change, words):
    path = still.root / file
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}, indent=1))
    done = still.run("up", code=None)
    assert done.code in {1, 2}
    for word in words:
        assert word in done.err
    assert not done.out


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("APIYARD_PROT", "1", "APIYARD_PORT"),
        ("APIYARD_PORT", "many", "whole number"),
        ("APIYARD_ENVOI", "x", "APIYARD_"),
    ],
)
def test_an_unknown_variable_is_told_with_the_nearest_name(still, name, value, word):
    still.environ[name] = value
    done = still.run("up", code=2)
    del still.environ[name]
    assert name in done.err
    assert word in done.err


def test_a_webhook_that_is_no_reference_is_refused_and_not_repeated(still):
    still.write(Notes(), notifications={"team": {"webhook": "https://hooks.example.com/T0/B0/secret-part"}})
    done = still.run("up", code=None)
    assert done.code != 0
    assert "env:NAME" in done.err
    assert "secret-part" not in done.err + still.log(100_000)


HOSTILE = {
    "an alias bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{n}: &{n} [{','.join(f'*{p}' for _ in range(9))}]\n" for p, n in zip("abcdefghi", "bcdefghij", strict=True)
    ),
    "deep nesting": "[" * 50_000,
    "not UTF-8": b"\xff\xfe\x00openapi",
    "empty": "",
    "a list": "[]",
    "a huge number": '{"openapi": "3.1.0", "info": {"title": "x", "version": 1' + "0" * 100_000 + "}}",
    "a remote reference": json.dumps(
        {**contract("1.0.0"), "components": {"schemas": {"Note": {"$ref": "http://169.254.169.254/x"}}}}
    ),
    "a reference outside": json.dumps({**contract("1.0.0"), "paths": {"/x": {"$ref": "../../../../../etc/passwd"}}}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_contract_is_refused(still, name):
    path = still.root / "apis" / "notes" / "openapi.yaml"
    data = HOSTILE[name]
    path.write_bytes(data if isinstance(data, bytes) else str(data).encode())
    done = still.run("up", code=None, timeout=30)
    assert done.code in {1, 2, 3}, done.err
    assert "openapi.yaml" in done.err
    assert len(done.err) < 3000
    _is_clean(still)


def test_a_store_that_is_no_store(still):
    folder = still.root / ".apiyard"
    folder.mkdir(mode=0o700)
    (folder / "control.db").write_bytes(b"this is no database at all" * 500)
    done = still.run("up", code=3)
    assert "control.db" in done.err
    _is_clean(still)
    done = still.run("server", code=3)
    assert "hint" in done.err


def test_a_state_folder_that_cannot_be_made(still):
    (still.root / ".apiyard").write_text("a file where a folder should be")
    for command in ("up", "server"):
        done = still.run(command, code=3)
        assert ".apiyard" in done.err
    (still.root / ".apiyard").unlink()
    _is_clean(still)


@contextlib.contextmanager
def _mounted(place: Path, *options: str) -> Iterator[None]:
    place.mkdir(mode=0o700, exist_ok=True)
    words = ["mount", "-t", "tmpfs", *options, "tmpfs", str(place)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"needs the right to mount a small disk: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_read_only_disk(still):
    with _mounted(still.root / ".apiyard", "-o", "ro"):
        for command in ("up", "server"):
            done = still.run(command, code=3)
            assert "read-only" in done.err.lower()
        _is_clean(still)


def test_a_full_disk(still):
    """What was acknowledged stays; what cannot be kept is refused; with room again all goes on."""
    place = still.root / ".apiyard"
    with _mounted(place, "-o", "size=24m,mode=700"):
        still.run("up")
        facts = len(still.facts())
        filler = place / "filler"
        # Without a buffer: what it would still hold could not be written when it is closed.
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(os.urandom(16_384))
        issued = []
        error = ""
        for _ in range(400):
            done = still.run("keys", "issue", "alice", "--env", "staging", "--format", "json", code=None)
            if done.code:
                error = done.err
                break
            issued.append(done.json()["jti"])
        assert error, "a full disk was never told"
        filler.unlink()
        wait_for(lambda: still.run("keys", "issue", "bob", "--env", "staging", code=None).code == 0, what="recovery")
        known = {each["jti"] for each in still.plane().get("/api/keys")["keys"]}
        assert set(issued) <= known
        assert len(still.facts()) >= facts + len(issued)
        assert still.run("ledger", "verify", "--format", "json").json()["ok"] is True
        still.run("down")


# Trust.


def test_nothing_of_an_untrusted_workspace_runs():
    with empty_platform() as made:
        made.write(Notes())
        for words in (("up",), ("up", "--no-apply")):
            done = made.run(*words, code=3)
            assert "apiyard trust" in done.err
            assert not made.processes()


def test_a_changed_command_needs_new_trust(running):
    options = {"command": ["{python}", "-c", "print('other')", "{port}"]}
    service = {"target": "process", "artefact": "service", "options": options}
    before = {pid: each for pid, each in running.processes().items() if "service.py" in each}
    Notes(version="1.1.0", product={"service": service}).write(running.root)
    try:
        done = running.run("apply", code=3)
        assert "changed since they were trusted" in done.err
        assert "apiyard trust" in done.err
        running.run("trust", "--withdraw")
        Notes().write(running.root)
        assert "nobody trusted" in running.run("apply", code=3).err
    finally:
        Notes().write(running.root)
        running.trust()
    assert running.run("apply", "--format", "json").json()["changed"] == []
    assert {pid: each for pid, each in running.processes().items() if "service.py" in each} == before


def test_trust_is_not_kept_in_the_workspace(running):
    kept = [path for path in (running.folder / "x").rglob("*") if path.is_file() and "trust" in str(path)]
    assert kept
    assert not list(running.root.rglob("*trust*"))


def test_trust_is_asked_before_it_is_given(still):
    done = still.run("trust", "--withdraw")
    done = still.run("trust", stdin="n\n", code=3)
    assert "service.py" in done.out
    assert still.run("up", code=3).err
