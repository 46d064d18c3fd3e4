"""Hostile documents end with a clear error, soon and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.spec.hostile import DOCUMENTS

ROOT = Path(__file__).parents[2]
MEBIBYTES = 256
# Each takes less than two seconds of a quiet machine; a busy one is given time, and the child limits its own CPU time.
SECONDS = 60


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_ends(name):
    done = subprocess.run(
        [sys.executable, "-m", "tests.spec.hostile", name],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    piece = DOCUMENTS[name][2]
    assert (piece in found["error"]) if piece else (found["error"] == "")
    assert ("contract." in found["where"]) is bool(piece)
    assert found["mebibytes"] < MEBIBYTES
