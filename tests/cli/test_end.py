"""``apiyard lint`` ends at once, and all that it said is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
DOCUMENT = 'openapi: 3.0.0\ninfo: {title: x, version: "1"}\npaths: {/a: {get: {responses: {}}}}\n'
START = "import sys; sys.argv[0] = 'apiyard'; from apiyard.__main__ import main; main()"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "openapi.yaml"
    path.write_text(DOCUMENT, "utf-8")
    return path


def lint(*words: str, script: str = START, to: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, with a buffer before standard output."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        [sys.executable, "-c", script, "lint", *words],
        stdout=to,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env=environ,
    )


def test_all_is_written_and_the_exit_code_is_kept(document: Path):
    done = lint("-f", "json", "-F", "hint", str(document))
    assert done.returncode == 1
    assert json.loads(done.stdout)["failed"]
    assert done.stderr == ""
    assert lint("-q", "--bogus").returncode == 2


@pytest.mark.skipif(not FULL.exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_full_disk_is_told(document: Path, form: str):
    with FULL.open("wb") as full:
        done = lint("-f", form, str(document), to=full.fileno())
    assert done.returncode != 0
    assert "no space left" in done.stderr.lower()


def test_others_have_their_turn_at_the_end(document: Path):
    script = f"import atexit; atexit.register(print, 'their turn'); {START}"
    done = lint("-q", str(document), script=script)
    assert done.stdout.endswith("their turn\n")
    later = "import atexit, apiyard.cli.app as app; run = app.run\n"
    later += "def late(words): atexit.register(print, 'also later'); return run(words)\napp.run = late\n"
    done = lint("-q", str(document), script=later + START)
    assert done.stdout.endswith("also later\n")
