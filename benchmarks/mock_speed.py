"""Prints how many requests a mock answers and how fast: ours and Prism in interleaved rounds of one run.

One process each, on a core of its own; the caller is a process on another core. All get the same contract and the same
requests, and each answer is read to its end. Prism is told to be silent, which is its best.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import select
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.lint_peers import install

PRISM = {"@stoplight/prism-cli": "5.16.0"}
CONTRACT = Path(__file__).resolve().parent / "petstore.yaml"
PET = (
    b'{"id":10,"name":"doggie","category":{"id":1,"name":"Dogs"},"photoUrls":["a"],'
    b'"tags":[{"id":1,"name":"x"}],"status":"sold"}'
)
HEAD = b"host: 127.0.0.1\r\naccept: application/json\r\nuser-agent: caller\r\n"
REQUESTS = {
    "GET": b"GET /pet/12 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "POST": b"POST /pet HTTP/1.1\r\n"
    + HEAD
    + b"content-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(PET)
    + PET,
}


@dataclass(frozen=True)
class Figures:
    """What one round gave.

    Requests a second, milliseconds that half and 99 % of them took at most, and microseconds of the processor that
    the mock took for each: the one figure that other work on the machine hardly changes.
    """

    rate: float
    p50: float
    p99: float
    wrong: int
    cost: float = 0.0


def call(port: int, data: bytes, *, connections: int, seconds: float) -> Figures:
    """Send a request again and again on each connection, never before the last answer is there."""
    poll = select.epoll()
    lines: dict[int, socket.socket] = {}
    started: dict[int, float] = {}
    got: dict[int, bytes] = {}
    for _ in range(connections):
        line = socket.create_connection(("127.0.0.1", port), 5)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.setblocking(False)
        lines[line.fileno()] = line
        poll.register(line.fileno(), select.EPOLLIN)
    taken: list[float] = []
    wrong = 0
    begun = time.perf_counter()
    until = begun + seconds
    for number, line in lines.items():
        started[number], got[number] = time.perf_counter(), b""
        line.send(data)
    while (now := time.perf_counter()) < until:
        for number, _ in poll.poll(1):
            line = lines[number]
            answer = got[number] + line.recv(65_536)
            end = _end(answer)
            if not end:
                got[number] = answer
                continue
            now = time.perf_counter()
            taken.append(now - started[number])
            wrong += answer[9:12] != b"200"
            started[number], got[number] = now, b""
            line.send(data)
    length = now - begun
    for line in lines.values():
        line.close()
    taken.sort()
    return Figures(len(taken) / length, taken[len(taken) // 2] * 1e3, taken[len(taken) * 99 // 100] * 1e3, wrong)


def _end(answer: bytes) -> bool:
    """Say whether an answer is whole."""
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return False
    place = answer.lower().find(b"content-length:", 0, head)
    if place < 0:
        return answer.endswith(b"0\r\n\r\n")
    return len(answer) >= head + 4 + int(answer[place + 15 : answer.find(b"\r", place)])


def _round(port: int, data: bytes, pid: int, *, connections: int, seconds: float) -> Figures:
    before = _processor(pid)
    figures = call(port, data, connections=connections, seconds=seconds)
    return replace(figures, cost=(_processor(pid) - before) / (figures.rate * seconds) * 1e6)


def _processor(pid: int) -> float:
    """Give the seconds of the processor that a process took, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        doors = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [int(door.getsockname()[1]) for door in doors]


@contextlib.contextmanager
def served(command: list[str], port: int, core: int) -> Iterator[int]:
    """Run a mock on one core for as long as the context lasts, and give its process."""
    environ = {**os.environ, "NODE_ENV": "production", "NO_COLOR": "1"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ)
    try:
        _pin(process.pid, core)
        until = time.monotonic() + 60
        while True:
            try:
                figures = call(port, REQUESTS["GET"], connections=1, seconds=0.2)
                if figures.wrong:
                    raise SystemExit(f"{command[0]} answers wrongly")
                break
            except (OSError, IndexError):
                if time.monotonic() > until or process.poll() is not None:
                    raise SystemExit(f"{command} does not answer") from None
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _pin(pid: int, core: int) -> None:
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(pid, {core})


def _alone(pid: int) -> None:
    """Let a process go before all other work on the machine, so that what else runs does not count."""
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setscheduler(int(thread.name), os.SCHED_RR, os.sched_param(1))


CEILINGS = {
    "our server alone": """
import sys
from apiyard.mock.serve import serve
from apiyard.spec.exchange import Reply
class Fixed:
    def handle(self, request, peer=""):
        return REPLY
REPLY = Reply(200, (("content-type", "application/json"),), b"x" * 150)
serve(Fixed(), port=int(sys.argv[1]))
""",
    "granian, RSGI": """
import sys
from granian import Granian
async def app(scope, protocol):
    if scope.method == "POST":
        await protocol()
    protocol.response_bytes(200, [("content-type", "application/json")], b"x" * 150)
def load(target):
    return app
Granian("app", port=int(sys.argv[1]), interface="rsgi", loop="uvloop", log_enabled=False).serve(target_loader=load)
""",
}
"""What answers without judging anything: no mock in Python is faster than its server."""


def commands(loops: list[str], *, ceilings: bool = False) -> dict[str, tuple[list[str], int]]:
    """Give the command and the port of each mock."""
    found: dict[str, tuple[list[str], int]] = {}
    ports = _ports(len(loops) + 1 + len(CEILINGS))
    for (name, code), port in zip(CEILINGS.items() if ceilings else (), ports[len(loops) :], strict=False):
        found[name] = ([sys.executable, "-c", code, str(port)], port)
    for loop, port in zip(loops, ports, strict=False):
        code = "import sys; sys.modules['uvloop'] = None; " if loop == "asyncio" else ""
        code += "from apiyard.__main__ import main; main()"
        arguments = ["mock", str(CONTRACT), "--port", str(port)]
        found[f"apiyard ({loop})"] = ([sys.executable, "-c", code, *arguments], port)
    folder = install(PRISM, "bench-prism")
    if folder is not None:
        port = ports[-1]
        program = str(folder / "node_modules/@stoplight/prism-cli/dist/index.js")
        silent = ["-p", str(port), "-h", "127.0.0.1", "--verboseLevel", "silent", "--multiprocess", "false"]
        found["prism"] = (["node", program, "mock", *silent, str(CONTRACT)], port)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--connections", type=int, default=10)
    parser.add_argument("--ceilings", action="store_true", help="also servers that judge nothing")
    parser.add_argument("--warm", type=float, default=4, help="seconds before it counts, for each")
    parser.add_argument("--alone", action="store_true", help="other work on the machine waits meanwhile (as root)")
    parser.add_argument("--loops", nargs="*", default=["asyncio", "uvloop"], choices=("asyncio", "uvloop"))
    given = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    print(f"{platform.machine()}, {len(cores)} cores, Python {platform.python_version()}")
    found: dict[tuple[str, str], list[Figures]] = {}
    with contextlib.ExitStack() as stack:
        mocks = commands(given.loops, ceilings=given.ceilings)
        pids = {name: stack.enter_context(served(*command, cores[0])) for name, command in mocks.items()}
        _pin(0, cores[-1])
        for pid in (*pids.values(), os.getpid()) if given.alone else ():
            _alone(pid)
        for data in REQUESTS.values():  # compilers at run time need their time
            for _, port in mocks.values():
                call(port, data, connections=given.connections, seconds=given.warm)
        for _ in range(given.rounds):
            for verb, data in REQUESTS.items():
                for name, (_, port) in mocks.items():
                    figures = _round(port, data, pids[name], connections=given.connections, seconds=given.seconds)
                    found.setdefault((verb, name), []).append(figures)
    for (verb, name), rounds in found.items():
        _print(verb, name, rounds, prism=found.get((verb, "prism")))


def _print(verb: str, name: str, rounds: list[Figures], *, prism: list[Figures] | None) -> None:
    parts = ("rate", "p50", "p99", "cost")
    rate, p50, p99, cost = (statistics.median(getattr(each, part) for each in rounds) for part in parts)
    line = f"{verb:5} {name:18} {rate:7.0f} requests/s   p50 {p50:6.2f} ms   p99 {p99:6.2f} ms   {cost:5.0f} us each"
    if prism and rounds is not prism:
        ratios = [ours.rate / theirs.rate for ours, theirs in zip(rounds, prism, strict=True)]
        line += f"   {statistics.median(ratios):4.1f} x Prism's (from {min(ratios):.1f} to {max(ratios):.1f})"
        if cost:  # a server that leaves the work to children takes nothing itself
            line += f"; by the processor {statistics.median(each.cost for each in prism) / cost:.1f} x"
    wrong = sum(each.wrong for each in rounds)
    print(line + (f"   {wrong} WRONG" if wrong else ""))


if __name__ == "__main__":
    main()
