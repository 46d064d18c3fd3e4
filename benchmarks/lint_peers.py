"""The linters of the field, from npm in a folder of their own, and the measuring of one process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = {"@stoplight/spectral-cli": "6.16.3", "@stoplight/spectral-owasp-ruleset": "2.0.1", "@redocly/cli": "2.77.0"}
HEAP_MEGABYTES = 6_000


@dataclass(frozen=True)
class Cost:
    """What one process cost: seconds on the clock, seconds of the processor, megabytes at most."""

    seconds: float
    processor: float
    megabytes: float
    code: int


def install(peers: dict[str, str] | None = None, name: str = "bench-peers") -> Path | None:
    """Give the folder with the programs, the linters by default; None, with a word, where npm is absent or fails."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        print("no npm here: the peers are left out")
        return None
    folder = ROOT / "build" / name
    package = json.dumps({"name": "peers", "version": "0.0.0", "private": True, "dependencies": peers or PEERS})
    kept = folder / "package.json"
    if kept.exists() and kept.read_text("utf-8") == package:
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent))
    (fresh / "package.json").write_text(package, "utf-8")
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=fresh, check=False, capture_output=True, text=True, timeout=600)
    if done.returncode:
        shutil.rmtree(fresh)
        print(f"npm brought nothing, so the peers are left out: {done.stderr.strip()[-300:]}")
        return None
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return folder


def commands(document: Path, rules: str, *, folder: Path | None, work: Path) -> dict[str, list[str]]:
    """Give the command of each linter for one document; they all write JSON into a file or nowhere."""
    ours = "spectral:oas" if rules == "oas" else "@stoplight/spectral-owasp-ruleset"
    found = {
        "apiyard": [
            sys.executable, "-m", "apiyard", "lint", str(document), "-r", ours, "-f", "json", "-o", str(work / "a.json")
        ],
    }  # fmt: skip
    if folder is None:
        return found
    extends = "spectral:oas" if rules == "oas" else "@stoplight/spectral-owasp-ruleset"
    ruleset = folder / f"{rules}.yaml"
    ruleset.write_text(f'extends: ["{extends}"]\n', "utf-8")
    node = ["node", f"--max-old-space-size={HEAP_MEGABYTES}"]
    found["spectral"] = [
        *node, str(folder / "node_modules/@stoplight/spectral-cli/dist/index.js"), "lint", str(document),
        "-r", str(ruleset), "-f", "json", "-q", "-o", str(work / "s.json"),
    ]  # fmt: skip
    if rules == "oas":
        found["redocly"] = [
            *node, str(folder / "node_modules/@redocly/cli/bin/cli.js"), "lint", str(document),
            "--extends", "recommended", "--format", "json", "--max-problems", "100000",
        ]  # fmt: skip
    return found


def measured(command: list[str], seconds: float = 600) -> Cost:
    """Run a process to its end, its start included."""
    env = {**os.environ, "NO_COLOR": "1", "REDOCLY_TELEMETRY": "off"}
    # As an installed program has it: compiled once.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["PYTHONPYCACHEPREFIX"] = str(ROOT / "build" / "bench-pyc")
    with tempfile.TemporaryFile() as told:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=told, stderr=told, env=env)
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - started > seconds:
                process.kill()
            time.sleep(0.005)
        taken = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(taken, usage.ru_utime + usage.ru_stime, kilobytes / 1024, process.returncode)
