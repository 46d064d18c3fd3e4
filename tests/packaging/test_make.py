"""The two commands of a fresh machine say clearly what is missing, and end as quietly as the program does."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.parts import ROOT

OLD = "#!/bin/sh\n[ \"$1\" = --version ] && echo 'Python 3.9.2' && exit 0\nexit 1\n"
# New enough, but Debian's package with venv is not installed.
BARE = "#!/bin/sh\ncase \"$2\" in *ensurepip*) exit 1;; *) echo 'Python 3.11.2';; esac\n"
PROGRAM = """\
#!/bin/sh
trap 'echo ended; exit 130' INT
echo "running $*"
[ "$2" = --once ] && exit 1
while :; do sleep 0.1; done
"""


@pytest.fixture
def tree(tmp_path):
    """A tree with the Makefile alone."""
    if shutil.which("make") is None:
        pytest.skip("needs make")
    shutil.copy2(ROOT / "Makefile", tmp_path / "Makefile")
    return tmp_path


@pytest.fixture
def ready(tree):
    """A tree that is set up already, with a program that only says what it was called with."""
    locks = ("src/apiyard/portal/frontend.lock.json", "src/apiyard/studio/frontend.lock.json")
    for name in ("pyproject.toml", "uv.lock", "hatch_build.py", *locks):
        write(tree / name, "")
    write(tree / "src/apiyard/portal/static/vendor/scalar/standalone.js", "")
    write(tree / ".venv-tool/bin/uv", "#!/bin/sh\nexit 9\n")
    write(tree / ".venv/bin/apiyard", PROGRAM)
    write(tree / ".venv/.setup-stamp", "")
    return tree


@pytest.mark.parametrize(
    ("python", "said"),
    [(OLD, "apiyard needs Python 3.11 or later"), (BARE, "apt install python3-venv")],
)
def test_a_machine_without_a_fit_python_is_told(tree, python, said):
    write(tree / "bin/python3", python)
    done = make(tree, "setup", "BUNDLE=Makefile", "PINS=Makefile", path=str(tree / "bin"))
    assert done.returncode != 0
    assert said in done.stderr


def test_what_is_set_up_is_not_set_up_again(ready):
    done = make(ready, "setup")
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_python_compiles_is_kept(ready, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    write(ready / ".venv/bin/apiyard", '#!/bin/sh\necho "told: ${PYTHONDONTWRITEBYTECODE-nothing}"\n')
    assert make(ready, "demo").stdout == "told: nothing\n"


def test_a_demo_that_fails_makes_make_fail(ready):
    done = make(ready, "demo", "ARGS=--once")
    assert done.stdout == "running demo --once\n"
    assert done.returncode != 0


def test_an_interrupted_demo_ends_without_noise(ready, tmp_path):
    log = tmp_path / "log"
    with log.open("w") as stream:
        running = subprocess.Popen(
            ["make", "demo"], cwd=ready, env=clean(), stdout=stream, stderr=stream, start_new_session=True
        )
    deadline = time.monotonic() + 30
    while "running demo" not in log.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    running.wait(timeout=30)
    assert log.read_text() == "running demo\nended\n"


def test_ci_is_a_program_that_demands_all_parts():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert text.index("APIYARD_REQUIRE_PARTS=1") < text.index("make test") < text.index("make demo ARGS=--once")


def test_the_bootstrap_pins_uv():
    assert re.search(r"^UV_VERSION := \d+\.\d+\.\d+$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def make(tree: Path, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run make in tree, with programs from path alone when it is given."""
    environment = clean() | ({"PATH": path} if path else {})
    command = [str(shutil.which("make")), *arguments]
    return subprocess.run(command, cwd=tree, env=environment, check=False, capture_output=True, text=True)


def clean() -> dict[str, str]:
    """The environment without what a make that runs these tests hands down."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "ARGS"))}


def write(path: Path, text: str) -> None:
    """Write an executable file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
