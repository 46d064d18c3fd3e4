"""The control plane as a process of its own ends at once when it is asked to, although somebody watches."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time

import httpx

from apiyard.wiring.client import TOKEN_FILE
from tests.conftest import free_port

SCRIPT = """
import sys
from pathlib import Path
from apiyard.server.main import run
from apiyard.settings.program import Program, ProgramFile
run(Program(Path(sys.argv[1]), ProgramFile(keys_dir=sys.argv[2], port=int(sys.argv[3]))))
"""
SECONDS = 30


def wait(what, process):
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, process.stdout.read()
        try:
            found = what()
        except (httpx.HTTPError, OSError, ValueError):
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it does not answer")


def test_a_watched_control_plane_ends_at_once(tmp_path):
    root, keys, port = tmp_path / "shop", tmp_path / "keys", free_port()
    root.mkdir()
    command = [sys.executable, "-c", SCRIPT, str(root), str(keys), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            url = wait(lambda: json.loads((root / ".apiyard" / "control.json").read_text())["url"], process)
            wait(lambda: httpx.get(f"{url}/healthz").is_success, process)
            mocks = json.loads((root / ".apiyard" / "control.json").read_text())["mocks"]
            assert httpx.get(f"{mocks}/mocks").json() == {"apis": {}}
            token = (keys / TOKEN_FILE).read_text().strip()
            with httpx.Client(base_url=url, timeout=SECONDS) as client:
                head = {"authorization": f"Bearer {token}"}
                assert client.get(client.post("/api/sign-in-tickets", json={}, headers=head).json()["url"]).is_success
                with client.stream("GET", "/portal/events") as stream:
                    lines = stream.iter_lines()
                    assert next(lines) == "retry: 2000"
                    process.send_signal(signal.SIGTERM)
                    assert all(not line.startswith("data: x") for line in lines), "the stream ends, and is not cut off"
            output, _ = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
    assert process.returncode == 0, output
    assert "Traceback" not in output
    assert token not in output
    assert not (root / ".apiyard" / "control.json").exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
