"""The command opens a studio that Ctrl-C ends, with nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import httpx
import pytest

from tests.studio.conftest import CONTRACT

PROGRAM = "import sys; from apiyard.__main__ import main; main()"
# As a shell without jobs starts what it puts into the background.
DEAF = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); {PROGRAM}"


@pytest.mark.parametrize("program", [PROGRAM, DEAF], ids=["before a terminal", "in the background"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)], ids=["ctrl-c", "term"])
def test_the_command_prints_its_link_and_ends_on_a_signal(tmp_path, program, number, code):
    (tmp_path / "openapi.yaml").write_text(CONTRACT)
    environ = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-c", program, "studio", "--format", "json"]
    with subprocess.Popen(command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines: list[str] = []
        while "}" not in "".join(lines):
            lines.append(running.stdout.readline())
            assert lines[-1], "it ended early"
        told = json.loads("".join(lines))
        origin = told["url"].partition("/enter")[0]
        with httpx.Client(headers={"origin": origin}, timeout=30) as client:
            assert client.get(told["url"]).status_code == 200
            text = client.get(f"{origin}/api/state").json()["file"]["text"]
            look = {"page": "one", "number": 1, "texts": {"openapi.yaml": text}}
            assert client.post(f"{origin}/api/look", json=look).json()["tree"]
        running.send_signal(number)
        assert running.wait(30) == code
    assert (tmp_path / ".apiyard").stat().st_mode & 0o777 == 0o700


def test_a_strange_state_folder_is_refused(tmp_path):
    (tmp_path / "openapi.yaml").write_text(CONTRACT)
    (tmp_path / ".apiyard" / "studio").mkdir(parents=True)
    environ = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-c", PROGRAM, "studio"]
    done = subprocess.run(command, cwd=tmp_path, env=environ, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert "was not made here" in done.stderr
