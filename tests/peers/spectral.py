"""The real Spectral CLI, pinned, from npm, in a folder of its own."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.parts import ROOT, absent, need

_PINS = ("package.json", "package-lock.json")
_HERE = Path(__file__).parent
# Room for what lives shortly, and no threads that look for it beside: a third less computing.
_NODE = ("node", "--max-old-space-size=8000", "--max-semi-space-size=64", "--single-threaded-gc")


class SpectralError(Exception):
    """Spectral ended without an answer; says what it said."""


def install(pins: Path = _HERE) -> Path:
    """Give the folder that holds a linter, fetched once for each state of its pins.

    Skips the test when there is no Node or no npm, or npm gives nothing.

    Args:
        pins: the folder of the pins; those of Spectral unless another one is given.
    """
    need("node")
    digest = hashlib.sha256(b"".join((pins / name).read_bytes() for name in _PINS)).hexdigest()[:16]
    folder = ROOT / "build" / "peers" / digest
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another worker may be fetching it
        return folder if folder.exists() else _fetched(folder, pins)


def _fetched(folder: Path, pins: Path) -> Path:
    fresh = Path(tempfile.mkdtemp(dir=folder.parent))
    for name in _PINS:
        shutil.copy(pins / name, fresh)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=fresh, check=False, capture_output=True, text=True, timeout=300)
    if done.returncode:
        shutil.rmtree(fresh)
        absent("node", f"npm did not bring the pinned linter: {done.stderr.strip()[-500:]}")
    return fresh.rename(folder)


def run(documents: Sequence[Path], ruleset: Path, *, seconds: float = 60) -> list[dict[str, Any]]:
    """Lint documents with Spectral, in one process.

    Args:
        documents: the main documents.
        ruleset: the ruleset's file; what it extends is looked for in Spectral's folder too.
        seconds: how long it may take.

    Raises:
        SpectralError: it ended without an answer.
    """
    home = install()
    program = home / "node_modules/@stoplight/spectral-cli/dist/index.js"
    with tempfile.TemporaryDirectory(prefix="ay", dir=home) as work:
        output = Path(work, "output.json")
        chosen = ruleset
        if "@stoplight/" in ruleset.read_text("utf-8"):
            chosen = Path(shutil.copy(ruleset, Path(work, "ruleset.yaml")))
        command = [
            *_NODE, str(program), "lint", *map(str, documents),
            "--ruleset", str(chosen), "--format", "json", "--quiet", "--output", str(output),
        ]  # fmt: skip
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=seconds, env={**os.environ, "NO_COLOR": "1"}
        )
        if not output.exists():
            raise SpectralError((done.stdout + done.stderr)[-2_000:])
        answer: list[dict[str, Any]] = json.loads(output.read_text("utf-8"))
        return answer
