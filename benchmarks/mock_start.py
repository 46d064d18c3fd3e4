"""Prints how long a mock takes from the start of its process to its first answer, and its memory then."""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.lint_peers import ROOT, install
from benchmarks.mock_speed import CONTRACT, PRISM

SPECS = ROOT.parent / "shared" / "specs"
DOCUMENTS = {
    CONTRACT: "/pet/12",
    SPECS / "stripe_spec3_2020.json": "/v1/balance",
    SPECS / "stripe_spec3_2023.json": "/v1/balance",
    SPECS / "github_api.json": "/meta",
}
HEAD = "host: 127.0.0.1\r\naccept: application/json\r\nauthorization: Bearer any\r\nconnection: close\r\n\r\n"


@dataclass(frozen=True)
class Start:
    """Seconds to the first answer, seconds of the processor till then, megabytes at most, and its status."""

    seconds: float
    processor: float
    megabytes: float
    status: int


def start(command: list[str], port: int, path: str, *, patience: float = 30) -> Start | None:
    """Start a mock, ask it until it answers, and end it; None when it never does."""
    environ = {**os.environ, "NODE_ENV": "production", "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bench-pyc")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            status = _ask(port, path)
            taken = time.perf_counter() - begun
            if status:
                break
            if process.poll() is not None or taken > patience:
                return None
            time.sleep(0.002)
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        told = Path(f"/proc/{process.pid}/status").read_text().partition("VmHWM:")[2].split()
        ticks = os.sysconf("SC_CLK_TCK")
        return Start(taken, (int(fields[11]) + int(fields[12])) / ticks, int(told[0]) / 1024, status)
    finally:
        process.kill()
        process.wait()


def _ask(port: int, path: str) -> int:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 60) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\n{HEAD}".encode())
        answer = b""
        while b"\r\n" not in answer and (piece := line.recv(65_536)):
            answer += piece
        return int(answer[9:12]) if answer else 0
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-peers", action="store_true")
    given = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = int(door.getsockname()[1])
    folder = None if given.no_peers else install(PRISM, "bench-prism")
    for document, path in DOCUMENTS.items():
        if not document.exists():
            continue
        programs = {"apiyard": [sys.executable, "-m", "apiyard", "mock", str(document), "--port", str(port)]}
        if folder is not None:
            prism = str(folder / "node_modules/@stoplight/prism-cli/dist/index.js")
            silent = ["-p", str(port), "-h", "127.0.0.1", "--verboseLevel", "silent", "--multiprocess", "false"]
            programs["prism"] = ["node", "--max-old-space-size=4000", prism, "mock", *silent, str(document)]
        print(f"{document.name} ({document.stat().st_size / 1e6:.2f} MB), GET {path}")
        for name, command in programs.items():
            times = given.rounds if name == "apiyard" else 2
            rounds = [found for _ in range(times) if (found := start(command, port, path)) is not None]
            if not rounds:
                print(f"  {name:8} does not answer")
                continue
            seconds, processor, megabytes = (
                statistics.median(getattr(each, part) for each in rounds)
                for part in ("seconds", "processor", "megabytes")
            )
            told = ", ".join(sorted({str(each.status) for each in rounds}))
            print(f"  {name:8} {seconds:6.2f} s  {processor:6.2f} s of processor  {megabytes:5.0f} MB   status {told}")


if __name__ == "__main__":
    main()
