"""Prints how soon a new weight counts, and whether a call fails while versions come, share and go."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from apiyard.core.names import PlanName
from apiyard.gateway.intent import ApiIntent, Endpoint, PlanLimit, Route, VersionIntent
from apiyard.gateway.snapshot import Snapshot
from benchmarks import gateway_cpu
from benchmarks.caller import Calls, Line, call, request
from tests.conftest import free_port
from tests.envoy.stage import NODE, Stage, api, staged, version


def _versions(stack: ExitStack, folder: Path, operations: int) -> list[VersionIntent]:
    """Two versions whose services are Envoys that answer with their number."""
    routes = tuple(Route(f"o{number}", "get", f"/group{number // 10}/{{id}}/o{number}") for number in range(operations))
    found = []
    for number in range(2):
        port = free_port()
        answer = {"status": 200, "body": {"inline_string": f"v{number}"}}
        listener = gateway_cpu._listener(port, {"match": {"prefix": "/"}, "direct_response": answer})  # noqa: SLF001
        path = folder / f"v{number}.json"
        gateway_cpu._envoy(stack, path, gateway_cpu._static([listener], []))  # noqa: SLF001
        found.append(replace(version(f"1.{number}.0", routes=routes), endpoints=(Endpoint("127.0.0.1", port),)))
    return found


def _ask(line: Line, what: bytes) -> bytes:
    line.ask(what)
    while not line.answered():
        pass
    return bytes(line.got[-2:])


async def _flip(stage: Stage, snapshots: list[tuple[Snapshot, bytes]], *, changes: int) -> list[float]:
    """Change all weight from one version to the other; measure until calls on four connections follow."""
    what = request("/shop/group0/7/o0", authorization=f"Bearer {stage.signer.sign()}")
    lines = [Line(stage.port) for _ in range(4)]
    took = []
    for number in range(changes):
        wanted, expected = snapshots[number % 2]
        start = time.perf_counter()
        pending = asyncio.create_task(stage.ads.apply(NODE, wanted, 10))
        for line in lines:
            while await asyncio.to_thread(_ask, line, what) != expected:
                pass
        took.append((time.perf_counter() - start) * 1e3)
        assert (await pending).effective
    for line in lines:
        line.close()
    return took


def _plans() -> tuple[PlanLimit, ...]:
    """A plan that bounds nobody here."""
    return (PlanLimit(PlanName("gold"), 1_000_000, 1),)


def _split(first: VersionIntent, second: VersionIntent, weight: int) -> ApiIntent:
    return api("shop", first, second, split={first.version: 10_000 - weight, second.version: weight})


def _weights(stage: Stage, versions: list[VersionIntent], changes: int) -> list[float]:
    first, second = versions[:2]
    pairs = [
        (stage.compile(stage.intent(_split(first, second, 10_000), plans=_plans())), b"v1"),
        (stage.compile(stage.intent(_split(first, second, 0), plans=_plans())), b"v0"),
    ]
    stage.put(pairs[1][0])
    took: list[float] = stage.run(_flip(stage, pairs, changes=changes), 300)
    return took


def _life(stage: Stage, versions: list[VersionIntent], rounds: int) -> Calls:
    """Deploy, canary, promote, roll back and remove, again and again, under load from 64 connections."""
    stop = threading.Event()
    what = [
        request("/shop/group0/7/o0", authorization=f"Bearer {stage.signer.sign(sub=f'c{number}')}")
        for number in range(50)
    ]
    stage.apply(api("shop", versions[0]), plans=_plans())
    with ThreadPoolExecutor(1) as pool:
        load = pool.submit(call, stage.port, what, lines=64, until=stop.is_set)
        for number in range(rounds):
            old, new = versions[number % 2], versions[(number + 1) % 2]
            for weight in (0, 100, 2_500, 10_000, 0, 10_000):
                stage.apply(_split(old, new, weight), plans=_plans())
                time.sleep(0.02)
            stage.apply(api("shop", new), plans=_plans())
            assert stage.run(stage.ads.settled(NODE, 10))
        stop.set()
        return load.result(60)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}\n")
    print("| operations | changes | p50 ms | p99 ms | max ms |\n|---:|---:|---:|---:|---:|")
    for operations in (10, 10_000):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ay")))
            stage = stack.enter_context(staged(free_port(), grace=0.5))
            stage.start_envoy()
            versions = _versions(stack, folder, operations)
            took = sorted(_weights(stage, versions, options.changes))
            p99 = took[int(len(took) * 0.99) - 1]
            print(f"| {operations} | {len(took)} | {statistics.median(took):.1f} | {p99:.1f} | {took[-1]:.1f} |")
            if operations == 10:
                calls = _life(stage, versions, options.rounds)
    failed = sum(count for status, count in calls.statuses.items() if status != 200) + calls.broken
    total = sum(calls.statuses.values())
    print(f"\n{options.rounds} rounds of deploy, canary, promotion, rollback, promotion and removal,")
    print(f"64 keep-alive connections, {total} calls in {calls.seconds:.0f} s: {failed} failed {dict(calls.statuses)}")


if __name__ == "__main__":
    main()
