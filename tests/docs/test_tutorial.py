"""The tutorial is walked as it is written, command by command, on real parts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from tests.parts import ROOT

BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
SECONDS = 360


@pytest.mark.envoy
@pytest.mark.heavy
@pytest.mark.timeout(SECONDS + 60)
def test_every_command_of_the_tutorial_works(need, short_tmp, free_port):
    need("envoy")
    if shutil.which("curl") is None or shutil.which("git") is None:
        pytest.skip("needs curl and git")
    tutorial = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    # The port of the mock is the reader's to choose; tests run beside each other.
    script = "".join(BLOCK.findall(tutorial)).replace("4010", str(free_port()))
    for name in ("home", "data", "run"):
        (short_tmp / name).mkdir(mode=0o700)
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("APIYARD_", "XDG_"))}
    environ |= {
        "HOME": str(short_tmp / "home"),
        "XDG_DATA_HOME": str(short_tmp / "data"),
        "XDG_RUNTIME_DIR": str(short_tmp / "run"),
        "SHOP_WEBHOOK_URL": "http://127.0.0.1:9/",
        "NO_COLOR": "1",
    }
    # The shell ends what it started, also when a command fails in the middle.
    guard = (
        "trap 'code=$?; apiyard down >/dev/null 2>&1 || true; kill $(jobs -p) 2>/dev/null || true; exit $code' EXIT\n"
    )
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", guard + script],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    said = f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    assert done.returncode == 0, said
    for word in ("orders@1.0.0 is released", "orders@1.1.0 is released", "401", "rolled_back", "as it was written"):
        assert word in done.stdout, f"{word!r} is missing in:\n{said}"
