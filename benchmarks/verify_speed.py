"""Prints how many cases a second the verifier makes, Schemathesis's own command beside it, and where the time goes."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

APPS = ("pets", "parcels", "books", "carts")
PARTS = (
    ("sends", ("/apiyard/verify/doors/transport.py", "/apiyard/verify/doors/inside.py")),
    ("judges", ("/apiyard/spec/judge.py", "/apiyard/verify/checks/", "/apiyard/verify/check.py")),
    ("writes requests", ("/apiyard/verify/generate.py:_as_request", "/apiyard/spec/composing/")),
    ("generates", ("/schemathesis/", "/hypothesis/", "/hypothesis_jsonschema/")),
)


# Compiled modules are kept, as on any machine where a program is installed.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_OF_CLIENTS = {b"host", b"user-agent", b"accept-encoding", b"connection", b"accept", b"content-length"}


class Counting:
    """A service that counts what reaches it: all requests, and different ones."""

    def __init__(self, app: Any) -> None:
        self.app, self.all, self.different = app, 0, set[object]()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Count a request and pass it on."""
        if scope["type"] != "http" or scope["path"] == "/-/count":
            await self.count(scope, send)
            return
        message = await receive()
        own = [pair for pair in scope["headers"] if pair[0] not in _OF_CLIENTS and not pair[0].startswith(b"x-schema")]
        self.all += 1
        self.different.add((scope["method"], scope["raw_path"], scope["query_string"], *sorted(own), message["body"]))
        pieces = [message]

        async def again() -> Any:
            return pieces.pop() if pieces else await receive()

        await self.app(scope, again, send)

    async def count(self, scope: Any, send: Any) -> None:
        """Tell the counts and begin again."""
        if scope["type"] != "http":
            return
        told = json.dumps([self.all, len(self.different)]).encode()
        self.all, self.different = 0, set()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": told})


@dataclass(frozen=True)
class Cost:
    """What one run cost, its start counted too.

    ``cases`` are those that the program says it made, ``different`` the different requests that reached the service.
    """

    cases: int
    different: int
    seconds: float
    processor: float

    @property
    def rates(self) -> tuple[float, ...]:
        """Cases a second and for each second of the processor, then the same of different requests."""
        return tuple(made / time_ for made in (self.cases, self.different) for time_ in (self.seconds, self.processor))

    def __str__(self) -> str:
        return (
            f"{self.seconds:6.2f} s {self.processor:6.2f} s of processor {self.cases:6} cases {self.rates[0]:6.1f}/s "
            f"{self.different:6} different requests {self.rates[2]:6.1f}/s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2], int(sys.argv[3]))
        return
    parser.add_argument("apps", nargs="*", default=APPS, help="services of tests/apps")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--examples", type=int, default=200, help="generated cases for each operation")
    given = parser.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}"
    )
    with served("pets") as url:
        compare("pets", url, 2, rounds=1)  # what is compiled and read for the first time is not counted
    ratios: list[tuple[float, ...]] = []
    for app in given.apps:
        with served(app) as url:
            ratios += compare(app, url, given.examples, rounds=given.rounds)
    means = [statistics.geometric_mean(each) for each in zip(*ratios, strict=True)]
    print("\nall, ours to Schemathesis's own command:")
    for name, mean in zip(("cases", "different requests"), zip(means[::2], means[1::2], strict=True), strict=True):
        print(f"  {mean[0]:.2f} x the {name} a second, {mean[1]:.2f} x for each second of the processor")
    for app in given.apps:
        shares(app, given.examples)


def serve(app: str, port: int) -> None:
    import uvicorn

    counting = Counting(importlib.import_module(f"tests.apps.{app}").app)
    uvicorn.run(counting, host="127.0.0.1", port=port, log_level="critical", lifespan="off")


@contextmanager
def served(app: str) -> Iterator[str]:
    """Serve one of the correct services in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, __file__, "--serve", app, str(port)], cwd=ROOT)
    deadline = time.monotonic() + 20
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def compare(app: str, url: str, examples: int, *, rounds: int) -> list[tuple[float, ...]]:
    """Run both in turns on one service; give how much faster ours is, as ``Cost.rates``."""
    contract = str(ROOT / "tests" / "apps" / f"{app}.yaml")
    common = ["--max-examples", str(examples), "--seed", "0"]
    ours = [sys.executable, "-m", "apiyard", "verify", contract, "--against", url, *common, "--seconds", "600"]
    theirs = [str(Path(sys.executable).parent / "schemathesis"), "run", contract, "--url", url, *common, "--no-color"]
    pairs = (
        ("fuzz", [*ours, "--kinds", "fuzz"], [*theirs, "--phases", "fuzzing"]),
        ("and edges", [*ours, "--kinds", "examples,edges,fuzz"], [*theirs, "--phases", "examples,coverage,fuzzing"]),
        ("as it comes", ours, theirs),
    )
    ratios = []
    print(f"\n{app}.yaml, {examples} generated cases for each operation, median of {rounds}")
    for name, mine, peer in pairs:
        costs = [
            (measured([*mine, "-f", "json", "-q"], url, read_ours), measured(peer, url, read_theirs))
            for _ in range(rounds)
        ]
        first, second = (sorted(each, key=lambda cost: cost.seconds)[rounds // 2] for each in zip(*costs, strict=True))
        print(f"  {name:11} apiyard      {first}\n  {name:11} schemathesis {second}")
        ratios.append(tuple(a / b for a, b in zip(first.rates, second.rates, strict=True)))
    return ratios


def measured(command: list[str], url: str, read: Callable[[str], int]) -> Cost:
    """Run a command to its end and count what it did; its start is counted too."""
    httpx.get(f"{url}/-/count")
    with tempfile.TemporaryDirectory(prefix="ay") as folder:  # Schemathesis keeps its cache where it runs
        started = time.monotonic()
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder, text=True, env=_ENVIRONMENT
        )
        assert process.stdout is not None
        told = process.stdout.read()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        seconds = time.monotonic() - started
    _, different = httpx.get(f"{url}/-/count").json()
    return Cost(read(told), different, seconds, usage.ru_utime + usage.ru_stime)


def read_ours(told: str) -> int:
    report = json.loads(told)
    if report["failures"]:
        raise SystemExit(f"a correct service was found to be wrong: {report['failures'][0]}")
    return sum(kind["cases"] for kind in report["kinds"])


def read_theirs(told: str) -> int:
    found = re.search(r"(\d+) generated", told)
    if found is None:
        raise SystemExit(f"Schemathesis told no number of cases:\n{told[-2000:]}")
    return int(found[1])


def shares(app: str, examples: int) -> None:
    """Print how fast a run in this process is once all is loaded, and the shares of the processor's time."""
    from apiyard.spec.load import load_contract
    from apiyard.verify.plan import Plan
    from apiyard.verify.run import verify

    contract = load_contract(ROOT / "tests" / "apps" / f"{app}.yaml")
    with served(app) as url:
        for kind in ("fuzz", "edges"):
            plan = Plan(kinds=(kind,), max_examples=examples, seconds=600)
            verify(contract, url, plan)  # what is loaded once is not counted
            with sampled() as seen:
                started, processor = time.monotonic(), time.process_time()
                cases = verify(contract, url, plan).cases
                seconds, processor = time.monotonic() - started, time.process_time() - processor
            whole = sum(seen.values()) or 1
            told = ", ".join(f"{name} {100 * count / whole:.0f} %" for name, count in seen.most_common())
            print(
                f"{app}, {kind}: once it runs {cases / seconds:.0f} cases/s, {cases / processor:.0f} for each second "
                f"of the processor; {told}"
            )


@contextmanager
def sampled() -> Iterator[Counter[str]]:
    """Count in which part this thread is, every two milliseconds of the processor."""
    seen: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        seen[part(frame)] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, 0.002, 0.002)
    try:
        yield seen
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def part(frame: FrameType | None) -> str:
    """Name the part that the innermost known frame belongs to."""
    while frame is not None:
        place = f"{frame.f_code.co_filename}:{frame.f_code.co_name}"
        for name, places in PARTS:
            if any(each in place for each in places):
                return name
        frame = frame.f_back
    return "else"


if __name__ == "__main__":
    main()
