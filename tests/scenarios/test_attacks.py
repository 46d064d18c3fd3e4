"""A workspace that came from a stranger: what it brings along neither runs, nor is believed, nor leads anything out."""

from __future__ import annotations

import http.server
import io
import json
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from apiyard.cli.app import run
from apiyard.core.errors import ForbiddenError
from apiyard.settings.program import ProgramFile, make_program
from apiyard.settings.state_folder import claim_state
from tests.notes import Notes
from tests.platforms import Done, Platform

SERVED_ELSEWHERE = {"service": {"target": "external", "options": {"host": "127.0.0.1", "port": 9}}}
"""An API that names no command, so that nobody is asked to trust anything."""


@dataclass
class Stranger(Platform):
    """A workspace from elsewhere; nothing is ever started for it, so commands run in this process."""

    capture: pytest.CaptureFixture[str] | None = None

    def run(self, *words: str, code: int | None = 0, **_: Any) -> Done:
        """Run a command that is to be refused; None for code accepts any."""
        assert self.capture is not None
        self.capture.readouterr()
        ended = run(list(words))
        told = Done(ended, *self.capture.readouterr())
        assert code in {None, ended}, told
        return told


@pytest.fixture
def stranger(capsys, monkeypatch) -> Iterator[Stranger]:
    folder = Path(tempfile.mkdtemp(prefix="ay", dir="/tmp"))
    made = Stranger(folder, capture=capsys)
    for name in ("w", "x", "r"):
        (folder / name).mkdir(mode=0o700)
    for name in ("XDG_DATA_HOME", "XDG_RUNTIME_DIR", "NO_COLOR"):
        monkeypatch.setenv(name, made.env[name])
    monkeypatch.chdir(made.root)
    made.write(Notes(product=SERVED_ELSEWHERE))
    yield made
    assert not made.processes()
    shutil.rmtree(folder, ignore_errors=True)


def _witness(platform: Platform) -> tuple[Path, Path]:
    """A program that leaves a file when it runs, and that file."""
    told, program = platform.folder / "ran", platform.root / "program"
    program.write_text(f"#!/bin/sh\ntouch {told}\n")
    program.chmod(0o755)
    return program, told


def test_a_workspace_does_not_choose_the_envoy_that_runs(stranger):
    program, told = _witness(stranger)
    stranger.write(settings={"envoy": str(program)})
    done = stranger.run("up", code=3)
    assert "settings.envoy" in done.err
    assert "APIYARD_ENVOY" in done.err
    assert not told.exists()


def test_a_workspace_does_not_choose_whose_keys_are_used(stranger):
    stranger.write(settings={"keys-dir": str(stranger.folder / "other")})
    assert "settings.keys-dir" in stranger.run("status", code=3).err


def _planted(platform: Platform) -> Path:
    """A state folder whose agent would start a program."""
    program, told = _witness(platform)
    spec = {"id": "evil", "argv": [str(program)]}
    place = platform.root / ".apiyard" / "agent" / "processes" / "evil"
    place.mkdir(parents=True)
    (place / "spec.json").write_text(json.dumps({"spec": spec, "wanted": True}))
    return told


@pytest.mark.parametrize("command", ["up", "down"])
def test_a_state_folder_that_a_repository_brings_starts_nothing(stranger, command):
    told = _planted(stranger)
    done = stranger.run(command, code=3)
    assert "foreign-state" in done.err
    assert "rm -r" in done.err
    assert not told.exists()


def test_a_guessed_word_does_not_make_a_state_folder_ours(stranger):
    told = _planted(stranger)
    for word in ("", "made-here"):
        (stranger.root / ".apiyard" / "made-here").write_text(word)
        assert "foreign-state" in stranger.run("up", code=3).err
    assert not told.exists()


def test_a_state_folder_may_be_no_link_and_not_in_git(stranger):
    elsewhere = stranger.folder / "elsewhere"
    elsewhere.mkdir()
    (stranger.root / ".apiyard").symlink_to(elsewhere)
    assert "foreign-state" in stranger.run("up", code=3).err
    assert not list(elsewhere.iterdir())
    (stranger.root / ".apiyard").unlink()
    (stranger.root / ".git").mkdir()
    (stranger.root / ".git" / "index").write_bytes(b"DIRC\0\0\0\2....apis/notes/api.yaml\0\0.apiyard/agent/x\0")
    assert "git keeps" in stranger.run("up", code=3).err


def test_the_state_folder_that_was_made_here_is_known_again(stranger):
    program = make_program(stranger.root, ProgramFile(), environ={}, flags={})
    for _ in range(2):
        folder = claim_state(program)
        (folder / "control.port").write_text("1")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "made-here").stat().st_mode & 0o777 == 0o600
    shutil.move(folder, stranger.folder / "kept")
    shutil.copytree(stranger.folder / "kept", folder)  # a backup that was put back
    claim_state(program)
    (folder / "made-here").unlink()
    (folder / "made-here").symlink_to(stranger.folder / "x" / "apiyard" / "states" / program.workspace_id)
    with pytest.raises(ForbiddenError):
        claim_state(program)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("contract", {"contract": "../../../secret.json"}),
        ("contract", {"contract": "/etc/passwd"}),
        ("contract", {"contract": "link.yaml"}),
        ("service.artefact", {"service": {**SERVED_ELSEWHERE["service"], "artefact": "../../.."}}),
        ("service.artefact", {"service": {**SERVED_ELSEWHERE["service"], "artefact": "/etc"}}),
        ("service.artefact", {"service": {**SERVED_ELSEWHERE["service"], "artefact": "../../.apiyard"}}),
    ],
)
def test_an_api_points_to_nothing_outside_of_its_workspace(stranger, name, change):
    (stranger.folder / "secret.json").write_text('{"word": "sesame"}')
    (stranger.root / "apis" / "notes" / "link.yaml").symlink_to(stranger.folder / "secret.json")
    stranger.write(Notes(product={**SERVED_ELSEWHERE, **change}))
    done = stranger.run("lint", code=3)
    assert f"api.yaml: {name}" in done.err
    assert "sesame" not in done.out + done.err


@pytest.mark.parametrize(
    "ref", ["/etc/hostname", "../../../secret.json", "file:///etc/hostname", "http://127.0.0.1:9/x"]
)
def test_a_contract_refers_to_nothing_outside(stranger, ref):
    (stranger.folder / "secret.json").write_text('{"word": "sesame"}')
    place = stranger.root / "apis" / "notes" / "openapi.yaml"
    document = json.loads(place.read_text())
    document["components"]["schemas"]["Note"] = {"$ref": ref}
    place.write_text(json.dumps(document))
    done = stranger.run("lint", "notes", code=None)
    assert done.code == 1
    assert "invalid-ref" in done.out
    assert "sesame" not in done.out + done.err


@pytest.fixture
def elsewhere() -> Iterator[tuple[int, list[str]]]:
    """A server that keeps what it is told, and its port."""
    told: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.append(str(self.headers))
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1], told
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("host", ["127.1", "127.0.0.1.evil.example@127.0.0.2", "127.0.0.2"])
def test_the_token_goes_to_no_address_that_a_repository_brings(stranger, elsewhere, monkeypatch, host):
    port, told = elsewhere
    monkeypatch.setenv("APIYARD_TOKEN", "a-token")
    (stranger.root / ".apiyard").mkdir()
    (stranger.root / ".apiyard" / "control.json").write_text(json.dumps({"url": f"http://{host}:{port}"}))
    (stranger.root / ".apiyard" / "control.db.lock").write_text("1")
    done = stranger.run("status", code=3)
    assert "leads elsewhere" in done.err
    assert not told


def test_names_and_errors_do_not_play_with_the_terminal(stranger):
    evil = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eorder"
    place = stranger.root / "apis" / "notes" / "openapi.yaml"
    document = json.loads(place.read_text())
    operation = document["paths"]["/notes"]["get"]
    operation.update(operationId=evil, summary=evil)
    document["paths"]["/" + evil] = {"get": {"operationId": evil}}
    place.write_text(json.dumps(document))
    stranger.write(plans={evil: {"requests": evil}})
    for words in (("lint", str(place)), ("diff", str(place), str(place)), ("status",), ("lint", evil)):
        done = stranger.run(*words, code=None)
        for char in ("\x1b", "\x07", "\x9b", "\u202e"):
            assert char not in done.out + done.err, words


def test_what_decides_about_a_command_is_shown_before_it_is_trusted(stranger, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    options = {"command": ["{python}", "service.py"], "env": {"LD_PRELOAD": "./evil.so"}, "folder": "below"}
    stranger.write(Notes(product={"service": {"target": "process", "artefact": "service", "options": options}}))
    done = stranger.run("trust", code=None)
    assert done.code
    assert "LD_PRELOAD" in done.out
    assert "below" in done.out
    assert "not-trusted" in stranger.run("up", code=3).err
